/// What a superseded attempt holds has changed, in the same record: it counts for this link, which took its place.
package struct LinkPaidCarried: Sendable, Hashable {
    package let key: LinkKey
    /// What counts from now on in all, in minor units.
    package let amount: Int64
    /// The currency of both links; nil in events of an earlier version.
    package let currency: Currency?

    package init(key: LinkKey, amount: Int64, currency: Currency?) {
        self.key = key
        self.amount = amount
        self.currency = currency
    }
}

/// What counts for the order of the money of a link has changed, in the same record: money of the attempt that settled the
/// order went back or came again, or this one was paid beside it.
///
/// Of a link that was superseded by one in another currency it says that a later link is in its own currency again: its
/// money counts for that one from then on, which tells it.
package struct LinkPaidCounted: Sendable, Hashable {
    package let key: LinkKey
    /// What counts from now on, in minor units; the rest of what is held is too much.
    package let amount: Int64
    package let currency: Currency

    package init(key: LinkKey, amount: Int64, currency: Currency) {
        self.key = key
        self.amount = amount
        self.currency = currency
    }
}
