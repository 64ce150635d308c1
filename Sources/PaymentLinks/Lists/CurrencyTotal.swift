/// The number of links in one currency, and the sum of their amounts.
package struct CurrencyTotal: Sendable, Hashable {
    package let currency: Currency
    package var count: Int
    /// In minor units; saturates instead of overflowing.
    package var amount: Int64

    package init(currency: Currency, count: Int, amount: Int64) {
        self.currency = currency
        self.count = count
        self.amount = amount
    }

    /// Counts one more link.
    mutating func add(_ more: Int64) {
        count += 1
        let (sum, overflowed) = amount.addingReportingOverflow(more)
        amount = overflowed ? .max : sum
    }
}

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
