/// A moment in UTC, to the millisecond, within the years 0000 to 9999 that RFC 3339 can write.
///
/// POSIX time: every day has 86 400 seconds, without leap seconds. Every `Instant` has a `text`, and arithmetic saturates
/// at the first and the last moment.
package struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00.000Z, negative before.
    package let milliseconds: Int64

    /// 0000-01-01T00:00:00.000Z.
    package static let earliest = Instant(milliseconds: -62_167_219_200_000)
    /// 9999-12-31T23:59:59.999Z.
    package static let latest = Instant(milliseconds: 253_402_300_799_999)

    /// Makes a moment from milliseconds since 1970-01-01T00:00:00.000Z; a moment outside of the years 0000 to 9999
    /// becomes their first or last one.
    package init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
    }

    /// The moment some seconds later, or earlier if negative, limited to `earliest...latest`.
    package func adding(seconds: Int64) -> Instant {
        let (added, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, carry) = milliseconds.addingReportingOverflow(added)
        if overflow || carry { return seconds < 0 ? .earliest : .latest }
        return Instant(milliseconds: sum)
    }

    /// Whether one moment comes before another.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
