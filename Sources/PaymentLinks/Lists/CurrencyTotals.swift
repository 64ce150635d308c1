/// Adds up amounts by currency.
package struct CurrencyTotals: Sendable {
    private var totals: [Currency: CurrencyTotal] = [:]

    package init() {}

    package mutating func add(_ amount: Int64, _ currency: Currency) {
        totals[currency, default: CurrencyTotal(currency: currency, count: 0, amount: 0)].add(amount)
    }

    /// Sorted by currency code.
    package var sorted: [CurrencyTotal] { totals.values.sorted { $0.currency.code < $1.currency.code } }
}
