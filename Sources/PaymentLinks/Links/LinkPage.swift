/// Which part of a list to show.
package struct PageRequest: Sendable, Hashable {
    /// In which order links are shown.
    package enum Order: String, Sendable, CaseIterable { case newest, oldest }

    package let order: Order
    /// How many links at most, at least 1.
    package let limit: Int
    /// The creation sequence number of the last link shown before; nil for the first page.
    package let after: UInt64?
    /// Whether to count and add up everything that the filter lets through, which costs a look at every link.
    package let withTotals: Bool

    package init(order: Order, limit: Int, after: UInt64?, withTotals: Bool) {
        self.order = order
        self.limit = limit
        self.after = after
        self.withTotals = withTotals
    }
}

/// One page of a list.
package struct LinkPage: Sendable, Hashable {
    package let links: [Link]
    /// Where the next page begins, nil on the last one.
    package let next: UInt64?
    /// The sum of every link that the filter lets through, by currency; nil if nobody asked.
    package let totals: [CurrencyTotal]?
    /// The last event that the page reflects.
    package let seq: UInt64

    package init(links: [Link], next: UInt64?, totals: [CurrencyTotal]?, seq: UInt64) {
        self.links = links
        self.next = next
        self.totals = totals
        self.seq = seq
    }
}

/// How many links there are in one currency, and what they amount to.
package struct CurrencyTotal: Sendable, Hashable {
    package let currency: Currency
    package var count: Int
    /// In minor units; it stops at the largest number there is instead of overflowing.
    package var amount: Int64

    package init(currency: Currency, count: Int, amount: Int64) {
        self.currency = currency
        self.count = count
        self.amount = amount
    }
}

/// Sums by currency, while they grow.
package struct CurrencyTotals: Sendable {
    private var totals: [Currency: CurrencyTotal] = [:]

    package init() {}

    package mutating func add(_ amount: Int64, _ currency: Currency) {
        totals[currency, default: CurrencyTotal(currency: currency, count: 0, amount: 0)].add(amount)
    }

    /// In the order of the currencies' codes.
    package var sorted: [CurrencyTotal] { totals.values.sorted { $0.currency.code < $1.currency.code } }
}

extension CurrencyTotal {
    fileprivate mutating func add(_ more: Int64) {
        count += 1
        let (sum, overflowed) = amount.addingReportingOverflow(more)
        amount = overflowed ? .max : sum
    }
}
