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
