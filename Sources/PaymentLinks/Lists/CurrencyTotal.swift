/// The number of links in one currency, the sum of their amounts, and what is still to be paid of them.
package struct CurrencyTotal: Sendable, Hashable {
    package let currency: Currency
    package var count: Int
    /// In minor units; nil if the sum does not fit, since a shop would take any other number for the sum.
    package var amount: Int64?
    /// The same of what is due, to which links that nothing will ever be due of add nothing.
    package var due: Int64?

    package init(currency: Currency, count: Int, amount: Int64?, due: Int64?) {
        self.currency = currency
        self.count = count
        self.amount = amount
        self.due = due
    }

    /// Counts one more link.
    mutating func add(_ more: Int64, due moreDue: Int64) {
        count += 1
        amount = amount?.addingIfItFits(more)
        due = due?.addingIfItFits(moreDue)
    }
}

/// Adds up amounts by currency.
package struct CurrencyTotals: Sendable {
    private var totals: [Currency: CurrencyTotal] = [:]

    package init() {}

    package mutating func add(_ amount: Int64, _ currency: Currency, due: Int64) {
        totals[currency, default: CurrencyTotal(currency: currency, count: 0, amount: 0, due: 0)].add(amount, due: due)
    }

    /// Sorted by currency code.
    package var sorted: [CurrencyTotal] { totals.values.sorted { $0.currency.code < $1.currency.code } }
}
