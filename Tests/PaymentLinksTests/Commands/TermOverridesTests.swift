@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct TermOverridesTests {
    @Test func `without overrides nothing changes`() throws {
        var random = SeededSequence(for: #function)
        for _ in 0..<100 {
            let terms = try RandomTerms.terms(using: &random)
            #expect(try TermOverrides().applied(to: terms) == terms)
        }
    }

    @Test func `each override changes its term and no other`() throws {
        var random = SeededSequence(for: #function)
        for _ in 0..<100 {
            let old = try RandomTerms.terms(using: &random)
            let new = try RandomTerms.terms(using: &random)
            try check(old, { $0.description = new.description }, { $0.description = new.description })
            try check(old, { $0.lifetime = new.lifetime }, { $0.lifetime = new.lifetime })
            try check(old, { $0.secondChanceEmail = new.secondChanceEmail }) {
                $0.secondChanceEmail = new.secondChanceEmail
            }
            try check(old, { $0.customer = new.customer }, { $0.customer = new.customer })
            try check(old, { $0.gateway = new.gateway }, { $0.gateway = new.gateway ?? old.gateway })
            try check(
                old,
                { $0.redirectURL = new.redirectURL },
                { $0.redirectURL = new.redirectURL ?? old.redirectURL }
            )
            try check(old, { $0.cancelURL = new.cancelURL }, { $0.cancelURL = new.cancelURL ?? old.cancelURL })
            try check(old, { $0.notificationURL = new.notificationURL }) {
                $0.notificationURL = new.notificationURL ?? old.notificationURL
            }
            try check(old, { $0.metadata = new.metadata }, { $0.metadata = new.metadata })
            try check(old, { $0.amount = new.money.amount }) {
                $0.money = try Money(minorUnits: new.money.amount, currency: old.money.currency)
            }
            try check(
                old,
                { ($0.amount, $0.currency) = (new.money.amount, new.money.currency) },
                { $0.money = new.money }
            )
        }
    }

    private func check(
        _ old: LinkTerms,
        _ override: (inout TermOverrides) -> Void,
        _ expect: (inout LinkTerms) throws -> Void
    ) throws {
        var overrides = TermOverrides()
        override(&overrides)
        var expected = old
        try expect(&expected)
        #expect(try overrides.applied(to: old) == expected)
    }

    @Test func `the same currency, spelt out, keeps the amount`() throws {
        var overrides = TermOverrides()
        overrides.currency = try Currency(code: "EUR")
        let money = try overrides.applied(to: ReferenceBuilder.terms(amount: 4995, currency: "EUR")).money
        #expect(money == (try Money(minorUnits: 4995, currency: Currency(code: "EUR"))))
    }

    @Test(arguments: ["BGN", "HRK", "VEF"])
    func `a link in a currency that was withdrawn is copied into another one only`(old: String) throws {
        let terms = try ReferenceBuilder.terms(amount: 4995, currency: old)
        let refusal = #expect(throws: Refusal.self) { try TermOverrides().applied(to: terms) }
        #expect(refusal?.kind == .invalidCurrency)
        var overrides = TermOverrides()
        overrides.currency = try Currency(code: "EUR")
        overrides.amount = 50
        #expect(try overrides.applied(to: terms).money.amount == 50)
    }

    @Test(arguments: [("EUR", "USD"), ("JPY", "ISK"), ("KWD", "BHD"), ("EUR", "JPY"), ("JPY", "EUR"), ("EUR", "CLF")])
    func `another currency needs a new amount`(old: String, new: String) throws {
        let terms = try ReferenceBuilder.terms(amount: 4995, currency: old)
        var overrides = TermOverrides()
        overrides.currency = try Currency(code: new)
        let refused = overrides
        let refusal = #expect(throws: Refusal.self) { try refused.applied(to: terms) }
        #expect(refusal?.kind == .invalidAmount)
        #expect(isOneSentence(refusal?.message ?? ""))
        overrides.amount = 50
        #expect(try overrides.applied(to: terms).money.amount == 50)
    }

    @Test(arguments: [0, -1, Money.maximumAmount + 1, .min, .max])
    func `an amount is checked against the old currency`(amount: Int64) throws {
        var overrides = TermOverrides()
        overrides.amount = amount
        let refused = overrides
        let refusal = #expect(throws: Refusal.self) { try refused.applied(to: ReferenceBuilder.terms(currency: "JPY")) }
        #expect(refusal?.kind == .invalidAmount)
        #expect(refusal?.message.contains("JPY") == true)
    }
}
