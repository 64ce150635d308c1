/// A day of the proleptic Gregorian calendar (ISO 8601), and its number counted from 1970-01-01.
///
/// The arithmetic counts years from 1 March, so that a leap day is the last day of its year and month lengths repeat: five
/// months have 153 days. An era of 400 years has 146 097 days.
package struct CivilDate: Equatable {
    /// 0 to 9999.
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// The number of 1970-01-01 when days are counted from 0000-03-01.
    private static let epoch = 719_468
    private static let daysPerEra = 146_097

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day with a number, 0 being 1970-01-01.
    package init(dayNumber: Int) {
        let shifted = dayNumber + Self.epoch
        let era = (shifted >= 0 ? shifted : shifted - (Self.daysPerEra - 1)) / Self.daysPerEra
        let dayOfEra = shifted - era * Self.daysPerEra
        // Without leap days, a division by 365 gives the year.
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - Self.daysBefore(yearOfEra: yearOfEra)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - Self.daysBefore(monthFromMarch: monthFromMarch) + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    /// The day's number, 0 being 1970-01-01.
    var dayNumber: Int {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let days =
            Self.daysBefore(yearOfEra: yearFromMarch - era * 400) + Self.daysBefore(monthFromMarch: monthFromMarch)
        return era * Self.daysPerEra + days + day - 1 - Self.epoch
    }

    /// The days in a month; 0 if there is no such month.
    static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1...12: 31
        default: 0
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    private static func daysBefore(yearOfEra: Int) -> Int {
        yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100
    }

    private static func daysBefore(monthFromMarch: Int) -> Int {
        (153 * monthFromMarch + 2) / 5
    }
}
