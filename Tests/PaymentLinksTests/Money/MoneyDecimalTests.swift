@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct MoneyDecimalTests {
    @Test(arguments: [
        ("EUR", "49.95", 4995), ("EUR", "50", 5000), ("EUR", "50.5", 5050), ("EUR", "50.05", 5005), ("EUR", "0.01", 1),
        ("JPY", "50", 50), ("KWD", "49.95", 49_950), ("KWD", "0.001", 1), ("CLF", "1.0001", 10_001),
        ("EUR", "90071992547409.91", 9_007_199_254_740_991), ("JPY", "9007199254740991", 9_007_199_254_740_991),
    ])
    func `a plain number is read exactly`(code: String, decimal: String, amount: Int64) throws {
        #expect(try Money(decimal: decimal, currency: Currency(code: code)).amount == amount)
    }

    @Test(arguments: [
        "10,00", "1e3", "", "+5", "-5", " 5", "5 ", "1_000", "1,000.00", "1.000.00", "1.000,00", ".50", "50.", ".",
        "0x10", "5.-1",
        "NaN", "inf", "\u{20ac}5", "5 EUR", "\u{661}", "\u{ff15}", "05", "00.50", "5\0", "5\n", "5.5x", "1'000",
    ])
    func `anything but a plain number is refused with the expected form`(decimal: String) throws {
        let euro = try Currency(code: "EUR")
        expectRefusal(.invalidAmount, showing: "\"49.95\"", "EUR") { () throws(Refusal) in
            try Money(decimal: decimal, currency: euro)
        }
        let yen = try Currency(code: "JPY")
        expectRefusal(.invalidAmount, showing: "\"49\"", "JPY") { () throws(Refusal) in
            try Money(decimal: decimal, currency: yen)
        }
    }

    @Test(arguments: [
        ("EUR", "49.955", "EUR has 2 decimals", "\"49.95\""), ("EUR", "49.950", "EUR has 2 decimals", "\"49.95\""),
        ("JPY", "49.95", "JPY has no decimals", "\"49\""), ("JPY", "50.0", "JPY has no decimals", "\"49\""),
        ("KWD", "1.2345", "KWD has 3 decimals", "\"49.950\""), ("CLF", "1.23456", "CLF has 4 decimals", "\"49.9500\""),
    ])
    func `too many decimals are refused, never rounded`(code: String, decimal: String, rule: String, form: String)
        throws
    {
        let currency = try Currency(code: code)
        expectRefusal(.invalidAmount, showing: rule, form, "round it yourself") { () throws(Refusal) in
            try Money(decimal: decimal, currency: currency)
        }
    }

    @Test(arguments: ["0", "0.0", "0.00"])
    func `zero is refused`(decimal: String) throws {
        let euro = try Currency(code: "EUR")
        expectRefusal(.invalidAmount, showing: "at least 0.01", "for example \"49.95\"") { () throws(Refusal) in
            try Money(decimal: decimal, currency: euro)
        }
    }

    @Test(arguments: [
        "90071992547409.92", "92233720368547758.08", "184467440737095516.17", String(repeating: "9", count: 5000),
    ])
    func `a too large amount is refused, however many digits it has`(decimal: String) throws {
        let euro = try Currency(code: "EUR")
        expectRefusal(.invalidAmount, showing: "at most 90071992547409.91") { () throws(Refusal) in
            try Money(decimal: decimal, currency: euro)
        }
    }

    @Test func `random bytes are read as money only if they are a plain number`() throws {
        var random = SeededSequence(for: "money from random bytes")
        let euro = try Currency(code: "EUR")
        let alphabet = Array("0123456789..,+-e ".unicodeScalars)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...9, using: &random)
            var scalars = String.UnicodeScalarView()
            for _ in 0..<count { scalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)]) }
            let text = String(scalars)
            let isMoney =
                text.wholeMatch(of: /(0|[1-9][0-9]*)(\.[0-9]{1,2})?/) != nil
                && text.contains { "123456789".contains($0) }
            let money = try? Money(decimal: text, currency: euro)
            #expect((money != nil) == isMoney, "\(text)")
        }
    }
}
