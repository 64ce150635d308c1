/// What a superseded attempt holds has changed, in the same record: it counts for this link, which took its place.
package struct LinkPaidCarried: Sendable, Hashable {
    package let key: LinkKey
    /// What counts from now on in all, in minor units.
    package let amount: Int64

    package init(key: LinkKey, amount: Int64) {
        self.key = key
        self.amount = amount
    }
}
