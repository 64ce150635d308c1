import LinkService

import Journal

/// A random source that draws the same bytes in every run, and never the same bytes twice in one.
///
/// Safe from any thread.
package final class SeededRandom: RandomSource {
    private let numbers: Monitor<SeededSequence>

    /// A source whose bytes follow from a seed.
    package init(seed: UInt64 = 1) {
        numbers = Monitor(SeededSequence(seed: seed))
    }

    package func bytes(count: Int) -> [UInt8] {
        numbers.withLock { numbers in
            (0..<count).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
        }
    }
}

/// Random numbers that can be drawn again: SplitMix64.
package struct SeededSequence: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The numbers that follow from a seed.
    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
