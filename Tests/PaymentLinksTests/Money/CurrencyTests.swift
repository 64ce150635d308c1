@testable import PaymentLinks
import Testing

@Suite struct CurrencyTests {
    @Test func `the table is sorted by code, and each code is found`() throws {
        #expect(Currency.all.count == 168)
        let codes = Currency.all.map(\.code)
        #expect(codes == codes.sorted())
        #expect(Set(codes).count == codes.count)
        for currency in Currency.all {
            #expect(try Currency(code: currency.code) == currency)
            #expect(currency.text == currency.code)
            #expect(currency.code.wholeMatch(of: /[A-Z]{3}/) != nil)
            #expect(!currency.name.isEmpty)
        }
    }

    @Test(arguments: [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    ])
    func `the currencies without two decimals are those of ISO 4217`(exponent: Int, codes: String) {
        #expect(Currency.all.filter { $0.exponent == exponent }.map(\.code).joined(separator: " ") == codes)
    }

    @Test func `all others have two decimals`() {
        #expect(Currency.all.filter { $0.exponent == 2 }.count == 168 - 17 - 7 - 2)
    }

    @Test(arguments: [
        ("eur", "\"EUR\""), ("Eur", "\"EUR\""), ("jpy", "\"JPY\""), ("ANG", "\"XCG\""), ("SLL", "\"SLE\""),
        ("zwl", "\"ZWG\""),
    ])
    func `a lower-case or withdrawn code is refused with the right code`(code: String, proper: String) {
        expectRefusal(.invalidCurrency, showing: proper) { () throws(Refusal) in try Currency(code: code) }
    }

    @Test(arguments: [("BGN", "\"EUR\""), ("HRK", "\"EUR\""), ("VEF", "\"VES\"")])
    func `a code that was withdrawn is known, but nothing new is asked for in it`(code: String, successor: String)
        throws
    {
        #expect(try Currency(code: code).code == code)
        expectRefusal(.invalidCurrency, showing: successor) { () throws(Refusal) in try Currency(current: code) }
    }

    @Test(arguments: Currency.unitsWithoutMinorUnit.sorted())
    func `a code without a minor unit is refused as no money`(code: String) {
        expectRefusal(.invalidCurrency, showing: "Nothing can be paid in \"\(code)\"", "EUR") { () throws(Refusal) in
            try Currency(code: code)
        }
    }

    @Test(arguments: [
        "", "E", "EU", "EURO", "FOO", "FOOBAR", "E R", "EUR ", "\u{20ac}", "978", "DEM", "E\u{301}UR", "\u{ff25}UR",
    ])
    func `anything else is refused with the expected form`(code: String) {
        expectRefusal(.invalidCurrency, showing: "three upper-case letters", "EUR") { () throws(Refusal) in
            try Currency(code: code)
        }
    }

    @Test func `the successors of withdrawn codes exist`() throws {
        for (code, successor) in Currency.successors {
            #expect(try Currency(current: successor).code == successor)
            #expect((try? Currency(current: code)) == nil)
        }
    }

    @Test func `a currency is one byte`() {
        #expect(MemoryLayout<Currency>.size == 1)
    }
}
