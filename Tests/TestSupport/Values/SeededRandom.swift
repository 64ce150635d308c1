import PaymentLinks
import Storage

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
