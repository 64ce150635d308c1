package import PaymentLinks

/// The part of a filter that rows alone decide, without reading the journal.
package struct RowFilter: Sendable {
    private let site: UInt16?
    /// Of each site of the index, whether its rows may match; nil for all.
    private let isVisible: [Bool]?
    private let statuses: StatusSet?
    private let filter: LinkFilter
    /// Whether no row matches.
    private let isEmpty: Bool
    /// Whether a row that matches has to be checked as a whole link, too.
    package let needsLink: Bool

    /// - Parameters:
    ///   - filter: The whole filter.
    ///   - index: The index whose rows are compared with it.
    package init(_ filter: LinkFilter, of index: LinkIndex) {
        site = filter.site.flatMap { index.sites.firstIndex(of: $0) }.map(UInt16.init)
        isVisible = filter.sites.map { sites in index.sites.map { sites.contains($0) } }
        statuses = filter.statuses.isEmpty ? nil : StatusSet(filter.statuses)
        self.filter = filter
        isEmpty = filter.site != nil && site == nil
        needsLink =
            filter.orderIDPrefix != nil || filter.text != nil || filter.metadata != nil
            || filter.reminderDueAt != nil
    }

    /// Whether any row of a chunk with these bounds may match.
    func mayMatch(_ bounds: RowBounds, at now: Instant) -> Bool {
        !isEmpty && bounds.mayMatch(filter, statuses, at: now)
    }

    package func matches(_ row: LinkRow, at now: Instant) -> Bool {
        if isEmpty { return false }
        if let site, row.site != site { return false }
        if let isVisible, !isVisible[Int(row.site)] { return false }
        if let statuses, !statuses.contains(row.status(at: now)) { return false }
        return filter.matchesTime(createdAt: row.createdAt, expiresAt: row.expiresAt)
            && filter.matchesMoney(row.amount, row.currency)
    }
}
