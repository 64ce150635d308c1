@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct MoneyTests {
    @Test func `the smallest and the largest amount are accepted in every currency`() throws {
        for currency in Currency.all {
            for amount in [1, Money.maximumAmount] {
                let money = try Money(minorUnits: amount, currency: currency)
                #expect(money.amount == amount)
                #expect(try Money(decimal: money.text, currency: currency) == money)
            }
        }
    }

    @Test(arguments: [0, -1, Int64.min])
    func `zero and negative amounts are refused`(amount: Int64) throws {
        for currency in Currency.all {
            expectRefusal(.invalidAmount, showing: "at least", currency.code) { () throws(Refusal) in
                try Money(minorUnits: amount, currency: currency)
            }
        }
    }

    @Test(arguments: [Money.maximumAmount + 1, Int64.max])
    func `an amount above 2^53-1 is refused`(amount: Int64) throws {
        #expect(Money.maximumAmount == 1 << 53 - 1)
        for currency in Currency.all {
            expectRefusal(.invalidAmount, showing: "at most", "9007199254740991") { () throws(Refusal) in
                try Money(minorUnits: amount, currency: currency)
            }
        }
    }

    @Test(arguments: [
        ("EUR", 4995, "49.95"), ("EUR", 5, "0.05"), ("EUR", 50, "0.50"), ("EUR", 100, "1.00"),
        ("EUR", 100_000, "1000.00"),
        ("JPY", 50, "50"), ("JPY", 1, "1"), ("KWD", 1, "0.001"), ("KWD", 49_950, "49.950"), ("CLF", 10_001, "1.0001"),
        ("EUR", 9_007_199_254_740_991, "90071992547409.91"),
    ])
    func `the text has the currency's decimals`(code: String, amount: Int64, text: String) throws {
        #expect(try Money(minorUnits: amount, currency: Currency(code: code)).text == text)
    }

    @Test func `random amounts round-trip through text in every currency`() throws {
        var random = SeededSequence(for: "money round trip")
        for currency in Currency.all {
            for _ in 0..<50 {
                let shift = UInt64.random(in: 0..<52, using: &random)
                let amount = Int64.random(in: 1...(Money.maximumAmount >> Int64(shift)), using: &random)
                let money = try Money(minorUnits: amount, currency: currency)
                #expect(try Money(decimal: money.text, currency: currency) == money)
                #expect(money.text.split(separator: ".").dropFirst().first?.count ?? 0 == currency.exponent)
            }
        }
    }
}
