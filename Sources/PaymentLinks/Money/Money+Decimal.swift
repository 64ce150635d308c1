extension Money {
    /// Reads an amount as a person writes it on a command line.
    ///
    /// ASCII digits without needless leading zeros, then at most one point with one to `exponent` decimals; missing
    /// decimals are zeros, so "50.5" is 50.50 EUR. Signs, spaces, thousands separators, commas and exponents are
    /// refused, and nothing is rounded.
    ///
    /// - Parameters:
    ///   - decimal: The amount in major units, such as `49.95`.
    ///   - currency: The currency it is in.
    /// - Throws: `invalidAmount`; the message shows the expected form.
    package init(decimal: String, currency: Currency) throws(Refusal) {
        let parts = decimal.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, Self.isPlainNumber(whole), parts.count <= 2 else {
            throw Self.malformed(decimal, currency)
        }
        let fraction = parts.count == 2 ? parts[1] : ""[...].utf8
        guard parts.count == 1 || (!fraction.isEmpty && fraction.allSatisfy(\.isDigit)) else {
            throw Self.malformed(decimal, currency)
        }
        guard fraction.count <= currency.exponent else {
            throw Self.tooManyDecimals(decimal, fraction.count, currency)
        }
        let zeros = repeatElement(UInt8(ascii: "0"), count: currency.exponent - fraction.count)
        guard let minorUnits = Self.value(of: [Array(whole), Array(fraction), Array(zeros)].joined()) else {
            throw Self.tooLarge(currency)
        }
        guard minorUnits >= 1 else { throw Self.tooSmall(currency) }
        guard minorUnits <= Self.maximumAmount else { throw Self.tooLarge(currency) }
        try self.init(minorUnits: minorUnits, currency: currency)
    }

    private static func isPlainNumber(_ digits: Substring.UTF8View) -> Bool {
        guard let first = digits.first, digits.allSatisfy(\.isDigit) else { return false }
        return digits.count == 1 || first != UInt8(ascii: "0")
    }

    /// The number that digits spell; nil if it does not fit.
    private static func value(of digits: some Sequence<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    private static func malformed(_ decimal: String, _ currency: Currency) -> Refusal {
        let form = currency.exponent == 0 ? "digits only" : "digits and at most one point"
        return Refusal(
            .invalidAmount,
            "The amount \(Refusal.excerpt(of: decimal)) isn't a plain number; write \(form), "
                + "for example \"\(example(currency))\" for an amount in \(currency.code)."
        )
    }

    private static func tooManyDecimals(_ decimal: String, _ count: Int, _ currency: Currency) -> Refusal {
        let allowed =
            switch currency.exponent {
            case 0: "no decimals"
            case 1: "1 decimal"
            default: "\(currency.exponent) decimals"
            }
        return Refusal(
            .invalidAmount,
            "\(currency.code) has \(allowed), but \(Refusal.excerpt(of: decimal)) has \(count); "
                + "round it yourself, to a form such as \"\(example(currency))\"."
        )
    }

    // Who writes major units reads about major units only.

    private static func tooSmall(_ currency: Currency) -> Refusal {
        let smallest = decimalText(1, exponent: currency.exponent)
        return Refusal(
            .invalidAmount,
            "An amount in \(currency.code) is at least \(smallest); give for example \"\(example(currency))\"."
        )
    }

    private static func tooLarge(_ currency: Currency) -> Refusal {
        let largest = decimalText(maximumAmount, exponent: currency.exponent)
        return Refusal(
            .invalidAmount,
            "An amount in \(currency.code) is at most \(largest); give a smaller one, or several links."
        )
    }

    private static func example(_ currency: Currency) -> String {
        let digits = "4995000".prefix(2 + currency.exponent)
        return decimalText(Int64(digits) ?? 0, exponent: currency.exponent)
    }
}
