import Glibc

/// Random numbers that can be drawn again: SplitMix64.
package struct SeededSequence: RandomNumberGenerator, Sendable {
    /// What all numbers follow from, for the message of a test that fails.
    package let seed: UInt64
    private var state: UInt64

    /// The numbers that follow from a seed.
    package init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The numbers of one generated test, from the seed for it.
    package init(for test: String) {
        self.init(seed: Self.seed(for: test))
    }

    /// The seed of one generated test: `PAYLINK_SEED`, or a new one, which is printed so that a failure can be run again.
    ///
    /// A new one has 32 bits, so that a test may count on from it.
    package static func seed(for test: String) -> UInt64 {
        let given = getenv("PAYLINK_SEED").flatMap { UInt64(String(cString: $0)) }
        let seed = given ?? UInt64.random(in: 0..<1 << 32)
        print("\(test): PAYLINK_SEED=\(seed)")
        return seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
