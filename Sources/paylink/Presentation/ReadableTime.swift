import Glibc
import PaymentLinks

/// Times and durations for people.
enum ReadableTime {
    /// An RFC 3339 time as local time to the minute, `2026-11-22 13:25 CET`; any other text stays as it is.
    static func minutes(_ time: String) -> String {
        guard let fields = fields(time, before: false) else { return time }
        return "\(day(fields)) \(clock(fields)) \(LocalTime.zone(of: fields))"
    }

    /// An RFC 3339 time as it may be typed again: `2026-11-22 13:25`, local.
    static func typed(_ time: String) -> String {
        fields(time, before: false).map { "\(day($0)) \(clock($0))" } ?? time
    }

    /// The end of something: midnight is 24:00 of the day that ends.
    static func end(_ time: String) -> String {
        guard let fields = fields(time, before: false), fields.tm_hour == 0, fields.tm_min == 0 else {
            return minutes(time)
        }
        return "\(lastDay(time)) 24:00 \(LocalTime.zone(of: fields))"
    }

    /// The local date alone, `2026-11-22`.
    static func day(_ time: String) -> String {
        fields(time, before: false).map(day) ?? time
    }

    /// The last local date before a moment.
    static func lastDay(_ time: String) -> String {
        fields(time, before: true).map(day) ?? time
    }

    /// A duration in its two largest units: `3 d 4 h`, `12 min 5 s`.
    static func duration(seconds: Int64) -> String {
        let units: [(name: String, seconds: Int64)] = [("d", 86400), ("h", 3600), ("min", 60), ("s", 1)]
        guard let first = units.firstIndex(where: { seconds >= $0.seconds }) else { return "0 s" }
        let major = "\(seconds / units[first].seconds) \(units[first].name)"
        let rest = seconds % units[first].seconds
        guard first + 1 < units.count, rest / units[first + 1].seconds > 0 else { return major }
        return "\(major) \(rest / units[first + 1].seconds) \(units[first + 1].name)"
    }

    private static func fields(_ time: String, before: Bool) -> tm? {
        guard let moment = try? Instant(rfc3339: time) else { return nil }
        return LocalTime.fields(of: (moment.milliseconds - (before ? 1 : 0)) / 1000)
    }

    private static func day(_ fields: tm) -> String {
        "\(fields.tm_year + 1900)-\(two(fields.tm_mon + 1))-\(two(fields.tm_mday))"
    }

    private static func clock(_ fields: tm) -> String {
        "\(two(fields.tm_hour)):\(two(fields.tm_min))"
    }

    private static func two(_ number: CInt) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
