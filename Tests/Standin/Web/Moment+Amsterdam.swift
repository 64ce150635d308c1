extension Moment {
    /// The local time of Amsterdam without a zone, as the service writes it: `2026-03-10T09:42:11`.
    var amsterdamText: String {
        let local = seconds + (isSummerTime ? 7200 : 3600)
        let (year, month, day) = Self.civil(days: local / 86_400)
        let rest = local % 86_400
        return "\(year)-\(Self.padded(month))-\(Self.padded(day))T"
            + "\(Self.padded(rest / 3600)):\(Self.padded(rest % 3600 / 60)):\(Self.padded(rest % 60))"
    }

    /// From the last Sunday of March to that of October, both at 01:00 UTC (directive 2000/84/EC).
    private var isSummerTime: Bool {
        let year = Self.civil(days: seconds / 86_400).year
        return (Self.lastSunday(of: 3, in: year)..<Self.lastSunday(of: 10, in: year)).contains(seconds - 3600)
    }

    /// The midnight at which the last Sunday of a month with 31 days begins.
    private static func lastSunday(of month: Int64, in year: Int64) -> Int64 {
        let last = days(year: year, month: month, day: 31)
        // Day 0 was a Thursday.
        return (last - (last + 4) % 7) * 86_400
    }

    /// Days since 1970 in the Gregorian calendar; the year begins in March, so that the leap day is its last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
