package import PaymentLinks

extension LinkIndex {
    /// Walks over the rows that a filter lets through, in one of the two orders, from where a page ended.
    ///
    /// Places never change, so links that are made meanwhile neither repeat nor hide one. Pieces in which no row can match
    /// cost one look.
    package func walk(_ request: PageRequest, _ filter: RowFilter, at now: Instant) -> RowWalk {
        switch request.order {
        case .oldest:
            let start = request.after.map { after in firstRow { $0.createdSeq > after } } ?? 0
            return RowWalk(self, filter, now, start..<rows.count, step: 1)
        case .newest:
            let end = request.after.map { after in firstRow { $0.createdSeq >= after } } ?? rows.count
            return RowWalk(self, filter, now, 0..<end, step: -1)
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

/// Positions of rows that a filter lets through, one after the other.
package struct RowWalk: Sequence, IteratorProtocol {
    private let rows: ChunkedArray<LinkRow>
    private let bounds: [RowBounds]
    private let filter: RowFilter
    private let now: Instant
    private let step: Int
    /// The positions that are still to be looked at.
    private var rest: Range<Int>
    /// The piece that is being looked at, once it was found worth that.
    private var piece: Int?

    init(_ index: LinkIndex, _ filter: RowFilter, _ now: Instant, _ range: Range<Int>, step: Int) {
        rows = index.rows
        bounds = index.bounds
        self.filter = filter
        self.now = now
        self.step = step
        rest = range
    }

    package mutating func next() -> Int? {
        while !rest.isEmpty {
            let position = step > 0 ? rest.lowerBound : rest.upperBound - 1
            let chunk = position >> ChunkedArray<LinkRow>.chunkShift
            if chunk != piece {
                guard filter.mayMatch(bounds[chunk], at: now) else {
                    passOver(chunk)
                    continue
                }
                piece = chunk
            }
            rest = step > 0 ? position + 1..<rest.upperBound : rest.lowerBound..<position
            if filter.matches(rows[position], at: now) { return position }
        }
        return nil
    }

    private mutating func passOver(_ chunk: Int) {
        let start = chunk << ChunkedArray<LinkRow>.chunkShift
        let end = start + ChunkedArray<LinkRow>.chunkCount
        rest = rest.clamped(to: step > 0 ? end..<Int.max : 0..<start)
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

    /// Whether any row of a piece with these bounds may match.
    func mayMatch(_ bounds: RowBounds, at now: Instant) -> Bool {
        !isEmpty && bounds.mayMatch(filter, statuses, at: now)
    }

    package func matches(_ row: LinkRow, at now: Instant) -> Bool {
        if isEmpty { return false }
        if let site, row.site != site { return false }
        if let statuses, !statuses.contains(row.status(at: now)) { return false }
        return filter.matchesTime(createdAt: row.createdAt, expiresAt: row.expiresAt)
            && filter.matchesMoney(row.amount, row.currency)
    }
}
