/// One page of a list.
package struct LinkPage: Sendable, Hashable {
    package let links: [Link]
    /// The `after` of the next page; nil on the last one.
    package let next: UInt64?
    /// The sums of all links that match the filter, by currency; nil if not requested.
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
