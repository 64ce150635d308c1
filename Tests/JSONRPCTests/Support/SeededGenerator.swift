import Glibc

/// A repeatable source of randomness (SplitMix64).
///
/// The seed comes from `PAYLINK_SEED`, or is drawn anew; generated tests print it, so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    static func fromEnvironment(for test: String = #function) -> SeededGenerator {
        let given = getenv("PAYLINK_SEED").flatMap { UInt64(String(cString: $0)) }
        let generator = SeededGenerator(seed: given ?? .random(in: 0...UInt64.max))
        print("\(test): PAYLINK_SEED=\(generator.seed)")
        return generator
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
