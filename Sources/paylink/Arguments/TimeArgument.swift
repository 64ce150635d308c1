import Glibc
import PaymentLinks

/// A moment as a person writes it: `2026-11-22`, `2026-11-22 13:25`, `today`, or RFC 3339.
///
/// Whatever names no zone is local time, as the environment's TZ or the system has it.
enum TimeArgument {
    /// Turns it into RFC 3339 in UTC.
    ///
    /// - Parameters:
    ///   - text: What was written.
    ///   - endsDay: Whether a bare day means its end, such as the last day of a link.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: The time as the wire wants it.
    /// - Throws: What to write instead.
    static func rfc3339(
        _ text: String,
        endsDay: Bool = false,
        now: Int64 = Int64(time(nil))
    ) throws(UsageError) -> String {
        let text = text.trimmed
        if let days = relativeDays[text.lowercased()] {
            var today = LocalTime.fields(of: now)
            (today.tm_hour, today.tm_min, today.tm_sec) = (0, 0, 0)
            return try local(today, adding: days + (endsDay ? 1 : 0), text)
        }
        var fields = tm()
        switch String(text.map { $0.isASCII && $0.isNumber ? "0" : $0 }) {
        case "0000-00-00":
            fields = self.fields(text)
            return try local(fields, adding: endsDay ? 1 : 0, text)
        case "0000-00-00 00:00", "0000-00-00T00:00":
            fields = self.fields(text)
            fields.tm_hour = CInt(text.dropFirst(11).prefix(2)) ?? 0
            fields.tm_min = CInt(text.suffix(2)) ?? 0
            guard fields.tm_hour < 24, fields.tm_min < 60 else { throw noTime(text) }
            return try local(fields, adding: 0, text)
        default:
            guard (try? Instant(rfc3339: text)) != nil else { throw noTime(text) }
            return text
        }
    }

    private static let relativeDays = ["yesterday": -1, "today": 0, "tomorrow": 1]

    private static func fields(_ text: String) -> tm {
        var fields = tm()
        fields.tm_year = (CInt(text.prefix(4)) ?? 0) - 1900
        fields.tm_mon = (CInt(text.dropFirst(5).prefix(2)) ?? 0) - 1
        fields.tm_mday = CInt(text.dropFirst(8).prefix(2)) ?? 0
        return fields
    }

    /// The time so many days after a date; a date that does not exist is refused.
    private static func local(_ fields: tm, adding days: Int, _ text: String) throws(UsageError) -> String {
        var date = fields
        _ = LocalTime.seconds(of: &date)
        guard (date.tm_mon, date.tm_mday) == (fields.tm_mon, fields.tm_mday) else { throw noTime(text) }
        date = fields
        date.tm_mday += CInt(days)
        return Instant(milliseconds: LocalTime.seconds(of: &date) * 1000).text
    }

    private static func noTime(_ text: String) -> UsageError {
        UsageError("\"\(text.shortened)\" is no time; write it like 2026-11-22 or \"2026-11-22 13:25\".")
    }
}
