import PaymentLinks

/// An amount as people write it: `49.95`, `49,95`, `€ 49.95`, `49.95 EUR`.
///
/// Whatever can be read in two ways is refused and never guessed: `1.234` EUR is 1 or 1234, and `1,234.50` has two kinds
/// of separator.
enum AmountArgument {
    /// Turns an amount into the currency's minor unit, exactly: nothing is rounded.
    ///
    /// - Parameters:
    ///   - text: The amount in the currency's major unit.
    ///   - currency: What it is in.
    ///   - decimalComma: Whether it stands in a sheet whose decimal separator is the comma, so that a point there groups
    ///     thousands.
    ///   - least: The smallest amount that is taken, in minor units.
    /// - Returns: The amount in minor units.
    /// - Throws: What is wrong with it, in one sentence.
    static func minorUnits(
        _ text: String,
        _ currency: Currency,
        decimalComma: Bool = false,
        least: Int64 = 1
    ) throws(UsageError) -> Int64 {
        let number = bare(text, currency)
        let parts = number.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard let whole = parts.first, isPlain(whole) else { throw malformed(text, currency) }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || (!fraction.isEmpty && fraction.utf8.allSatisfy(isDigit)) else {
            throw isGrouped(number) ? grouped(text, currency) : malformed(text, currency)
        }
        // A point before three digits is the decimal point only where amounts are written with one and have three decimals.
        let isThousand = fraction.count == 3 && (currency.exponent != 3 || number.contains(",") != decimalComma)
        // No thousands follow a lone 0.
        if isThousand, whole != "0" { throw ambiguous(text, currency, decimalComma: decimalComma) }
        guard fraction.count <= currency.exponent else { throw tooManyDecimals(text, currency) }
        let zeros = String(repeating: "0", count: currency.exponent - fraction.count)
        guard let amount = Int64("\(whole)\(fraction)\(zeros)"), amount <= Money.maximumAmount else {
            let most = AmountText.withCurrency(Money.maximumAmount, currency.code)
            throw UsageError("The amount \"\(text.shortened)\" is too large; \(most) is the most.")
        }
        guard amount >= least else {
            throw UsageError("The amount must be at least \(AmountText.withCurrency(least, currency.code)).")
        }
        return amount
    }

    /// The number without spaces at its ends and without the currency, if it is the right one.
    private static func bare(_ text: String, _ currency: Currency) -> String {
        let signs = ["EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"]
        var number = text.trimmed
        for name in [currency.code.lowercased(), signs[currency.code]].compactMap(\.self) {
            if number.lowercased().hasPrefix(name) { number = String(number.dropFirst(name.count)).trimmed }
            if number.lowercased().hasSuffix(name) { number = String(number.dropLast(name.count)).trimmed }
        }
        return number
    }

    private static func isPlain(_ whole: Substring) -> Bool {
        !whole.isEmpty && whole.utf8.allSatisfy(isDigit) && (whole.count == 1 || !whole.hasPrefix("0"))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether it has digits and more than one separator.
    private static func isGrouped(_ number: String) -> Bool {
        let parts = number.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        return parts.count > 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
    }

    private static func malformed(_ text: String, _ currency: Currency) -> UsageError {
        UsageError("\"\(text.shortened)\" is no amount in \(currency.code); write it like \(example(currency)).")
    }

    private static func grouped(_ text: String, _ currency: Currency) -> UsageError {
        UsageError(
            "\"\(text.shortened)\" has separators of thousands; write the amount in \(currency.code) without them, like "
                + "\(example(currency))."
        )
    }

    private static func ambiguous(_ text: String, _ currency: Currency, decimalComma: Bool) -> UsageError {
        guard currency.exponent != 3 else {
            let (given, known) = decimalComma ? ("point", "comma") : ("comma", "point")
            let example = decimalComma ? example(currency).replacing(".", with: ",") : example(currency)
            return UsageError(
                "\"\(text.shortened)\" can be read as two amounts in \(currency.code), since three digits after a \(given) may "
                    + "be decimals or thousands; write decimals after a \(known), like \(example)."
            )
        }
        return UsageError(
            "\"\(text.shortened)\" can be read as two amounts in \(currency.code); write it without separators of "
                + "thousands, like \(example(currency))."
        )
    }

    private static func tooManyDecimals(_ text: String, _ currency: Currency) -> UsageError {
        let allowed = currency.exponent == 0 ? "no decimals" : "\(currency.exponent) decimals"
        return UsageError(
            "\(currency.code) has \(allowed), and \"\(text.shortened)\" has more; write it like \(example(currency))."
        )
    }

    private static func example(_ currency: Currency) -> String {
        AmountText.decimal(Int64("1249500000".prefix(4 + currency.exponent)) ?? 0, currency.code)
    }
}
