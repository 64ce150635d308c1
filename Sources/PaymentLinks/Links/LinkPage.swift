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
}

extension LinkBook {
    /// Shows one page of the links that a filter lets through.
    ///
    /// Pages follow the order of creation, which never changes: links made meanwhile neither repeat nor hide one.
    package func page(_ request: PageRequest, of filter: LinkFilter, at now: Instant) -> LinkPage {
        let all = linksByCreation
        var shown: [Link] = []
        var hasMore = false
        var positions = PositionWalk(request, over: all)
        while let position = positions.next() {
            guard filter.matches(all[position], at: now) else { continue }
            if shown.count == request.limit {
                hasMore = true
                break
            }
            shown.append(all[position])
        }
        return LinkPage(
            links: shown,
            next: hasMore ? shown.last?.createdSeq : nil,
            totals: request.withTotals ? totals(of: filter, at: now) : nil,
            seq: seq
        )
    }

    private func totals(of filter: LinkFilter, at now: Instant) -> [CurrencyTotal] {
        var totals = CurrencyTotals()
        for link in linksByCreation where filter.matches(link, at: now) {
            totals.add(link.terms.money.amount, link.terms.money.currency)
        }
        return totals.sorted
    }
}

/// Walks over positions in one of the two orders, from where the page before ended.
private struct PositionWalk: IteratorProtocol {
    private var position: Int
    private let end: Int
    private let step: Int

    init(_ request: PageRequest, over links: [Link]) {
        switch request.order {
        case .oldest:
            position = request.after.map { after in links.firstPosition { $0.createdSeq > after } } ?? 0
            end = links.count
            step = 1
        case .newest:
            position =
                (request.after.map { after in links.firstPosition { $0.createdSeq >= after } } ?? links.count) - 1
            end = -1
            step = -1
        }
    }

    mutating func next() -> Int? {
        guard position != end else { return nil }
        defer { position += step }
        return position
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

extension [Link] {
    /// Finds the first position at which a condition holds that, once true, stays true.
    fileprivate func firstPosition(where holds: (Link) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
