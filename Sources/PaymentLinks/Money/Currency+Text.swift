extension Currency {
    /// An amount of at least 0 as a decimal number with the currency's decimals: `49.95` for EUR, `50` for JPY.
    package func text(ofMinorUnits minorUnits: Int64) -> String {
        Money.decimalText(minorUnits, exponent: exponent)
    }

    /// An amount in minor units as it is shown in sentences: in major units, then in minor units if these differ.
    ///
    /// Both, each with its unit, so that nobody takes one for the other: `50.00 EUR (5000 in minor units)`, `50 JPY`.
    package func shown(_ minorUnits: Int64) -> String {
        let major = "\(text(ofMinorUnits: minorUnits)) \(code)"
        return exponent == 0 ? major : "\(major) (\(minorUnits) in minor units)"
    }
}
