@testable import PaymentLinks
import Testing

@Suite struct CustomerTests {
    @Test func `a customer is empty until a member is set`() throws {
        #expect(Customer().isEmpty)
        #expect(try !Customer(firstName: PersonName("J")).isEmpty)
        #expect(try !Customer(lastName: PersonName("Visser")).isEmpty)
        #expect(try !Customer(email: EmailAddress("j@shop.example")).isEmpty)
        #expect(try !Customer(country: Country(code: "NL")).isEmpty)
        #expect(!Customer(locale: .nlNL).isEmpty)
    }

    @Test(arguments: CustomerLocale.allCases)
    func `a locale is accepted in its own form`(locale: CustomerLocale) throws {
        #expect(try CustomerLocale(locale.text) == locale)
        let form = /[a-z]{2}_[A-Z]{2}/
        #expect(locale.text.wholeMatch(of: form) != nil)
    }

    @Test(arguments: ["", "nl", "nl-NL", "NL_nl", "nl_nl", "nl_NL ", "ja_JP"])
    func `another locale is refused with a list of all`(text: String) {
        #expect(CustomerLocale.allCases.count == 15)
        expectRefusal(.invalidCustomer, showing: "cs_CZ, da_DK", "nl_NL", "zh_CN;") { () throws(Refusal) in
            try CustomerLocale(text)
        }
    }
}
