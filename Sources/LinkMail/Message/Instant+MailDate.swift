import PaymentLinks

extension Instant {
    /// The moment as `Date` has it (RFC 5322 3.3), in UTC: `Sat, 28 Nov 2026 08:42:02 +0000`.
    var mailDate: [HeaderText] {
        let sinceMidnight = (milliseconds % Self.dayMilliseconds + Self.dayMilliseconds) % Self.dayMilliseconds
        let dayNumber = Int((milliseconds - sinceMidnight) / Self.dayMilliseconds)
        let date = CivilDate(dayNumber: dayNumber)
        // 1970-01-01 was a Thursday.
        let weekday = Self.weekdays[((dayNumber + 4) % 7 + 7) % 7]
        let seconds = sinceMidnight / 1000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }.joined(separator: ":")
        let year = padded(Int64(date.year), to: 4)
        return ["\(weekday),", "\(date.day)", Self.months[date.month - 1], year, clock, "+0000"].map(HeaderText.word)
    }

    private func padded(_ number: Int64, to count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    private static let dayMilliseconds: Int64 = 86_400_000
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
