import PaymentLinks

/// Amounts as people write them, in the currency's major unit.
enum AmountText {
    /// Such as `49.95 EUR`.
    static func withCurrency(_ minorUnits: Int64, _ code: String) -> String {
        "\(decimal(minorUnits, code)) \(code)"
    }

    /// Such as `49.95`; an amount in a currency that this version does not know stays in minor units, and says so.
    static func decimal(_ minorUnits: Int64, _ code: String) -> String {
        guard let currency = try? Currency(code: code) else { return "\(minorUnits) minor units of" }
        let decimals = currency.exponent
        guard decimals > 0 else { return String(minorUnits) }
        let digits = String(minorUnits.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        return "\(minorUnits < 0 ? "-" : "")\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }
}
