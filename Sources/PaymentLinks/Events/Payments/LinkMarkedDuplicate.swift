/// Another attempt of the same order was paid, in the same record: this one is no longer payable.
package struct LinkMarkedDuplicate: Sendable, Hashable {
    package let key: LinkKey
    /// The attempt that was paid.
    package let by: OrderID

    package init(key: LinkKey, by: OrderID) {
        self.key = key
        self.by = by
    }
}
