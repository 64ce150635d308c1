import Glibc

/// Random numbers that can be drawn again: an xorshift generator with a multiplied output.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        // Neighbouring seeds must not give neighbouring streams, and the state must not be 0.
        state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<8 { _ = next() }
    }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    /// The first seed of a generated test: `PAYLINK_SEED`, or a new one; printed, so that a failure can be run again.
    static func firstSeed(for test: String = #function) -> UInt64 {
        let given = getenv("PAYLINK_SEED").flatMap { UInt64(String(cString: $0)) }
        let seed = given ?? UInt64.random(in: 0..<1 << 32)
        print("\(test): PAYLINK_SEED=\(seed)")
        return seed
    }
}
