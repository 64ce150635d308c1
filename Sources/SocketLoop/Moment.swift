internal import Glibc

/// A moment of the clock that never goes back (CLOCK_MONOTONIC), in nanoseconds.
package struct Moment: Comparable, Hashable, Sendable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Later than every moment that is ever reached.
    package static let distantFuture = Moment(nanoseconds: .max / 2)

    package static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The moment that comes a number of nanoseconds later.
    package func advanced(nanoseconds count: Int64) -> Moment {
        Moment(nanoseconds: nanoseconds + count)
    }

    /// The moment that comes a number of seconds later.
    package func advanced(seconds count: Int) -> Moment {
        advanced(nanoseconds: Int64(count) * 1_000_000_000)
    }

    /// How many nanoseconds have passed since an earlier moment.
    package func nanoseconds(since earlier: Moment) -> Int64 {
        nanoseconds - earlier.nanoseconds
    }

    package static func < (one: Moment, other: Moment) -> Bool {
        one.nanoseconds < other.nanoseconds
    }
}
