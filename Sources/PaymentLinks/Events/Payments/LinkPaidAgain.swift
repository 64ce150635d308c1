/// Another attempt of the same order was paid after this one had settled it, in the same record.
package struct LinkPaidAgain: Sendable, Hashable {
    package let key: LinkKey
    /// The attempt that was paid last.
    package let by: OrderID

    package init(key: LinkKey, by: OrderID) {
        self.key = key
        self.by = by
    }
}
