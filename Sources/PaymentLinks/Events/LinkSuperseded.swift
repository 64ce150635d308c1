/// Another link, made in the same record, took this link's place: this one is no longer payable.
package struct LinkSuperseded: Sendable, Hashable {
    package let key: LinkKey
    /// The link that took its place.
    package let by: OrderID

    package init(key: LinkKey, by: OrderID) {
        self.key = key
        self.by = by
    }
}
