/// One page of a list; an item is what is shown of a link.
package struct LinkPage<Item: Sendable>: Sendable {
    package let links: [Item]
    /// The links that belong on the page, or may, and can't be read.
    package let unreadable: [UnreadableLink]
    /// The `after` of the next page; nil on the last one.
    package let next: UInt64?
    /// The sums of all links that match the filter, by currency; nil if not requested.
    package let totals: [CurrencyTotal]?
    /// The last event that the page reflects.
    package let seq: UInt64

    package init(
        links: [Item],
        unreadable: [UnreadableLink] = [],
        next: UInt64?,
        totals: [CurrencyTotal]?,
        seq: UInt64
    ) {
        self.links = links
        self.unreadable = unreadable
        self.next = next
        self.totals = totals
        self.seq = seq
    }
}

extension LinkPage: Equatable where Item: Equatable {}
