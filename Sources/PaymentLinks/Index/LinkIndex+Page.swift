extension LinkIndex {
    /// Walks over the rows in one of the two orders, from where a page ended.
    ///
    /// Places never change, so links that are made meanwhile neither repeat nor hide one.
    package func walk(_ request: PageRequest) -> RowWalk {
        switch request.order {
        case .oldest:
            let start = request.after.map { after in firstRow { $0.createdSeq > after } } ?? 0
            return RowWalk(position: start, end: rows.count, step: 1)
        case .newest:
            let end = request.after.map { after in firstRow { $0.createdSeq >= after } } ?? rows.count
            return RowWalk(position: end - 1, end: -1, step: -1)
        }
    }

    /// Finds the first row at which a condition holds that, once true, stays true.
    private func firstRow(where holds: (LinkRow) -> Bool) -> Int {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(rows[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Positions of rows, one after the other.
package struct RowWalk: Sequence, IteratorProtocol {
    private var position: Int
    private let end: Int
    private let step: Int

    init(position: Int, end: Int, step: Int) {
        self.position = position
        self.end = end
        self.step = step
    }

    package mutating func next() -> Int? {
        guard position != end else { return nil }
        defer { position += step }
        return position
    }
}

/// A filter as far as it can be told from rows, which are in memory.
package struct RowFilter: Sendable {
    private let site: UInt16?
    private let statuses: StatusSet?
    private let filter: LinkFilter
    /// Whether nothing passes.
    private let isEmpty: Bool
    /// Whether a row that passes still has to be looked at as a whole link.
    package let needsLink: Bool

    /// - Parameters:
    ///   - filter: What links have to be like.
    ///   - index: The index whose rows will be looked at.
    package init(_ filter: LinkFilter, of index: LinkIndex) {
        site = filter.site.flatMap { index.sites.firstIndex(of: $0) }.map(UInt16.init)
        statuses = filter.statuses.isEmpty ? nil : StatusSet(filter.statuses)
        self.filter = filter
        isEmpty = filter.site != nil && site == nil
        needsLink = filter.orderIDPrefix != nil || filter.text != nil || filter.metadata != nil
    }

    package func matches(_ row: LinkRow, at now: Instant) -> Bool {
        if isEmpty { return false }
        if let site, row.site != site { return false }
        if let statuses, !statuses.contains(row.status(at: now)) { return false }
        return filter.matchesTime(createdAt: row.createdAt, expiresAt: row.expiresAt)
            && filter.matchesMoney(row.amount, row.currency)
    }
}

/// Statuses as bits: a set of the standard library is asked a million times by one list.
private struct StatusSet: Sendable {
    private var bits: UInt32 = 0

    init(_ statuses: Set<LinkStatus>) {
        for status in statuses { bits |= Self.bit(status) }
    }

    func contains(_ status: LinkStatus) -> Bool { bits & Self.bit(status) != 0 }

    private static func bit(_ status: LinkStatus) -> UInt32 { 1 << UInt32(status.position) }
}
