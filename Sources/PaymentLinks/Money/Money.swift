/// An amount that a customer pays: a whole number of a currency's minor units, at least one.
///
/// Never a floating-point number. The maximum is 2^53-1, the largest integer that every JSON reader keeps exactly
/// (RFC 8259 6).
package struct Money: Sendable, Hashable {
    /// The amount in minor units: 4995 for 49.95 EUR, 50 for 50 JPY.
    package let amount: Int64
    /// The currency of the minor units.
    package let currency: Currency

    /// The largest amount, in minor units of any currency.
    package static let maximumAmount: Int64 = 9_007_199_254_740_991

    /// Takes an amount in minor units.
    ///
    /// - Parameters:
    ///   - minorUnits: 1 to 9 007 199 254 740 991.
    ///   - currency: The currency that the units are of.
    /// - Throws: `invalidAmount`.
    package init(minorUnits: Int64, currency: Currency) throws(Refusal) {
        guard minorUnits >= 1 else {
            let smallest = currency.shown(1)
            let example = currency.shown(Self.exampleAmount(currency))
            throw Refusal(
                .invalidAmount,
                "An amount in \(currency.code) is at least \(smallest); give for example \(example)."
            )
        }
        guard minorUnits <= Self.maximumAmount else {
            let largest = currency.shown(Self.maximumAmount)
            throw Refusal(
                .invalidAmount,
                "An amount in \(currency.code) is at most \(largest); give a smaller one, or several links."
            )
        }
        amount = minorUnits
        self.currency = currency
    }

    /// The amount as a decimal number with the currency's decimals: `49.95` for EUR, `50` for JPY.
    ///
    /// `init(decimal:)` reads it back.
    package var text: String {
        Self.decimalText(amount, exponent: currency.exponent)
    }

    /// Writes minor units, at least 0, as a decimal number.
    static func decimalText(_ minorUnits: Int64, exponent: Int) -> String {
        guard exponent > 0 else { return String(minorUnits) }
        var digitCount = 1
        var rest = minorUnits
        while rest >= 10 {
            rest /= 10
            digitCount += 1
        }
        let count = max(digitCount, exponent + 1) + 1
        return unsafe String(unsafeUninitializedCapacity: count) { text in
            var rest = minorUnits
            for index in (0..<count).reversed() {
                if index == count - exponent - 1 {
                    unsafe text[index] = UInt8(ascii: ".")
                } else {
                    unsafe text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
            }
            return count
        }
    }

    /// An everyday amount in minor units.
    static func exampleAmount(_ currency: Currency) -> Int64 {
        (0..<currency.exponent).reduce(50) { amount, _ in amount * 10 }
    }
}
