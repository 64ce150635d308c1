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
