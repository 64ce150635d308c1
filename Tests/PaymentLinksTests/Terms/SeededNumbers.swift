import FoundationEssentials

/// Random numbers that a failed test can be run again with: SplitMix64, from a seed that is printed.
///
/// `PAYLINK_SEED` sets the seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(for test: String) {
        let given = ProcessInfo.processInfo.environment["PAYLINK_SEED"].flatMap { UInt64($0) }
        state = given ?? UInt64.random(in: 0...UInt64.max)
        print("\(test): PAYLINK_SEED=\(state)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
