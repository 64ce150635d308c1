/// Selects one page of a list.
package struct PageRequest: Sendable, Hashable {
    /// The order of the list, by creation.
    package enum Order: String, Sendable, CaseIterable { case newest, oldest }

    package let order: Order
    /// The links on a page at most; at least 1.
    package let limit: Int
    /// The bytes after which a page ends, although it has fewer links; it has one in any case.
    package let byteCountMax: Int
    /// The `createdSeq` of the last link on the previous page; nil for the first page.
    package let after: UInt64?
    /// Whether to add up all links that match the filter, which visits every link.
    package let withTotals: Bool
    /// Who waits for it: long reading takes turns by user.
    package let user: UInt32

    package init(
        order: Order,
        limit: Int,
        byteCountMax: Int = .max,
        after: UInt64?,
        withTotals: Bool,
        user: UInt32 = 0
    ) {
        self.user = user
        self.order = order
        self.limit = limit
        self.byteCountMax = byteCountMax
        self.after = after
        self.withTotals = withTotals
    }
}
