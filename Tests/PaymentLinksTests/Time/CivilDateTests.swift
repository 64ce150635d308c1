@testable import PaymentLinks
import Testing

@Suite struct CivilDateTests {
    @Test func `the days from year 0 to 9999 are numbered without gaps`() {
        var expected = -719_528
        var wrong = 0
        for year in 0...9999 {
            for month in 1...12 {
                for day in 1...CivilDate.dayCount(year: year, month: month) {
                    let date = CivilDate(year: year, month: month, day: day)
                    if date.dayNumber != expected || CivilDate(dayNumber: expected) != date { wrong += 1 }
                    expected += 1
                }
            }
        }
        #expect(wrong == 0)
        #expect(expected == 2_932_897)
    }

    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (2026, 11, 22, 20_779),
        (1900, 3, 1, -25_508), (1900, 2, 28, -25_509),
    ])
    func `known days have their numbers`(year: Int, month: Int, day: Int, number: Int) {
        #expect(CivilDate(year: year, month: month, day: day).dayNumber == number)
    }

    @Test func `leap years follow the rule of 4, 100 and 400`() {
        for (year, days) in [(2023, 28), (2024, 29), (1900, 28), (2000, 29), (2100, 28), (2400, 29), (0, 29)] {
            #expect(CivilDate.dayCount(year: year, month: 2) == days)
        }
        #expect(CivilDate.dayCount(year: 2026, month: 0) == 0)
        #expect(CivilDate.dayCount(year: 2026, month: 13) == 0)
    }
}
