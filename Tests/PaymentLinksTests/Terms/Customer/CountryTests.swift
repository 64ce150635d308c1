@testable import PaymentLinks
import Testing

@Suite struct CountryTests {
    @Test func `there are 249 countries, each found by its code`() throws {
        #expect(Country.all.count == 249)
        #expect(Set(Country.all).count == 249)
        #expect(Country.all.map(\.code) == Country.all.map(\.code).sorted())
        for country in Country.all {
            #expect(try Country(code: country.code) == country)
            #expect(country.text == country.code)
        }
    }

    @Test(arguments: ["NL", "BE", "DE", "GB", "US", "BQ", "SS", "AX", "ZW", "AD"])
    func `well-known codes are there`(code: String) throws {
        #expect(try Country(code: code).code == code)
    }

    @Test(arguments: [("nl", "\"NL\""), ("Nl", "\"NL\""), ("UK", "\"GB\""), ("uk", "\"GB\""), ("EL", "\"GR\"")])
    func `a code in another form is refused with the right code`(code: String, proper: String) {
        expectRefusal(.invalidCountry, showing: "write \(proper)") { () throws(Refusal) in try Country(code: code) }
    }

    @Test(arguments: ["", "N", "NLD", "XK", "AN", "XX", "EU", "N1", " NL", "N\u{131}", "\u{df}", "528"])
    func `anything else is refused with an example`(code: String) {
        expectRefusal(.invalidCountry, showing: "such as \"NL\"") { () throws(Refusal) in try Country(code: code) }
    }

    @Test func `a country is one byte`() {
        #expect(MemoryLayout<Country>.size == 1)
    }
}
