package import PaymentLinks
import Storage

/// A wall clock that stands still until a test moves it.
///
/// Safe from any thread.
package final class ManualClock: WallClock {
    private let moment: Monitor<Instant>

    /// 2026-11-22T13:25:00.000Z, where a clock stands unless told otherwise.
    package static let start = Instant(milliseconds: 1_795_353_900_000)

    /// A clock that shows a moment.
    package init(_ moment: Instant = ManualClock.start) {
        self.moment = Monitor(moment)
    }

    package func now() -> Instant {
        moment.withLock { $0 }
    }

    /// Moves the clock forth, or back with negative numbers.
    package func advance(seconds: Int64 = 0, milliseconds: Int64 = 0) {
        moment.withLock { $0 = Instant(milliseconds: $0.milliseconds + seconds * 1000 + milliseconds) }
    }

    /// Puts the clock to a moment.
    package func set(_ moment: Instant) {
        self.moment.withLock { $0 = moment }
    }
}
