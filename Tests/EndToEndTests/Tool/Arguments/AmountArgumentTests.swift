@testable import paylink
import PaymentLinks
import Testing

/// The kind: an amount is read in one way or refused, never guessed.
@Suite struct AmountArgumentTests {
    @Test(arguments: [
        ("49.95", "EUR", 4995), ("49,95", "EUR", 4995), ("49,9", "EUR", 4990), ("€49.95", "EUR", 4995),
        ("€ 49,95", "EUR", 4995), ("49.95 EUR", "EUR", 4995), ("49,95 Eur", "EUR", 4995), ("1234,50", "EUR", 123_450),
        ("0,05", "EUR", 5),
        ("50", "JPY", 50), ("1.250", "KWD", 1250), ("1.25", "KWD", 1250), ("1,25", "KWD", 1250), ("0,250", "KWD", 250),
        ("0.250", "KWD", 250), ("1", "CLF", 10_000),
    ])
    func `what plainly means one amount is taken`(text: String, code: String, minorUnits: Int64) throws {
        #expect(try AmountArgument.minorUnits(text, WordArgument.currency(code)) == minorUnits)
    }

    @Test(arguments: [
        ("1.234", "EUR"), ("1,234", "EUR"), ("1,234", "KWD"), ("1.234", "JPY"), ("1,234", "JPY"), ("49.950", "EUR"),
    ])
    func `what can be read in two ways is refused`(text: String, code: String) {
        let error = #expect(throws: UsageError.self) {
            try AmountArgument.minorUnits(text, WordArgument.currency(code))
        }
        #expect(error?.message.contains("two amounts in \(code)") == true)
    }

    @Test(arguments: [("1,234.50", "EUR"), ("1.234,56", "EUR"), ("1.234.567", "EUR"), ("1,234.5", "KWD")])
    func `what has separators of thousands is refused, and not for having two meanings`(text: String, code: String) {
        let error = #expect(throws: UsageError.self) {
            try AmountArgument.minorUnits(text, WordArgument.currency(code))
        }
        #expect(error?.message.contains("separators of thousands") == true)
        #expect(error?.message.contains("two amounts") == false)
    }

    @Test func `of three digits after a separator the refusal says why they are two amounts, and what is one`() throws {
        let dinar = try WordArgument.currency("KWD")
        let typed = #expect(throws: UsageError.self) { try AmountArgument.minorUnits("1,250", dinar) }
        #expect(typed?.message.contains("after a comma may be decimals or thousands") == true)
        #expect(typed?.message.hasSuffix("write decimals after a point, like 1249.500.") == true)
        let read = #expect(throws: UsageError.self) {
            try AmountArgument.minorUnits("1.250", dinar, decimalComma: true)
        }
        #expect(read?.message.hasSuffix("write decimals after a comma, like 1249,500.") == true)
        #expect(try AmountArgument.minorUnits("1249,500", dinar, decimalComma: true) == 1_249_500)
    }

    @Test func `in a sheet with the decimal comma a point groups thousands`() throws {
        let dinar = try WordArgument.currency("KWD")
        #expect(try AmountArgument.minorUnits("1,234", dinar, decimalComma: true) == 1234)
        #expect(throws: UsageError.self) { try AmountArgument.minorUnits("1.234", dinar, decimalComma: true) }
    }

    @Test(arguments: [
        "0", "0.00", "-1", "+1", "", ".5", "1.", "007", "12,5O", "1e3", "49.95 USD", "$5", "99999999999999999",
    ])
    func `what is no amount is refused in major units`(text: String) {
        let error = #expect(throws: UsageError.self) {
            try AmountArgument.minorUnits(text, WordArgument.currency("EUR"))
        }
        #expect(error?.message.contains("minor") == false)
        #expect(error?.message.contains("5000") == false)
    }

    @Test func `a bound of a list may be zero`() throws {
        #expect(try AmountArgument.minorUnits("0", WordArgument.currency("EUR"), least: 0) == 0)
    }

    @Test func `a currency in lower case is that currency`() throws {
        #expect(try WordArgument.currency("eur").code == "EUR")
        #expect(WordArgument.upperCase("ideal") == "IDEAL")
    }
}
