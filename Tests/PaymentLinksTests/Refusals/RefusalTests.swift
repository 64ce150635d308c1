@testable import PaymentLinks
import Testing

@Suite struct RefusalTests {
    @Test(arguments: [
        (Refusal.Kind.invalidAmount, 1001), (.invalidCurrency, 1002), (.unknownSite, 1004), (.orderIdInUse, 1006),
        (.unknownOrder, 1006), (.invalidOrderId, 1006), (.invalidDescription, 1008), (.invalidMetadata, 1010),
        (.badSignature, 1013), (.invalidCountry, 1018), (.gatewayUnavailable, 1023), (.gatewayNotForLinks, 1023),
        (.idempotencyConflict, 2001), (.versionConflict, 2002), (.invalidTransition, 2003), (.partPaid, 2003),
        (.invalidExpiry, 2004),
        (.invalidCustomer, 2005), (.linkNotPayable, 2006), (.issuerFailed, 2007), (.issuerUnreachable, 2008),
        (.invalidParameter, -32602),
    ])
    func `a kind has the code of the wire's table`(kind: Refusal.Kind, code: Int) {
        #expect(kind.code == code)
    }

    @Test func `every kind is in the table above`() {
        #expect(Refusal.Kind.allCases.count == 22)
    }

    @Test func `an excerpt is short, and shows no control character and no quote`() {
        #expect(Refusal.excerpt(of: "EUR") == "\"EUR\"")
        #expect(Refusal.excerpt(of: "a\u{1b}[2J\n\"") == "\"a?[2J??\"")
        #expect(Refusal.excerpt(of: "\u{202e}") == "\"?\"")
        #expect(Refusal.excerpt(of: String(repeating: "x", count: 32)).unicodeScalars.count == 34)
        #expect(Refusal.excerpt(of: String(repeating: "x", count: 1_000_000)).unicodeScalars.count == 35)
    }
}
