import Glibc

/// A moment in milliseconds since 1970 (UTC).
package struct Moment: Sendable, Hashable, Comparable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The time of the system's clock.
    package static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Whole seconds since 1970.
    package var seconds: Int64 { milliseconds / 1000 }

    package func adding(seconds: Int64) -> Moment { Moment(milliseconds: milliseconds + seconds * 1000) }

    package static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }
}
