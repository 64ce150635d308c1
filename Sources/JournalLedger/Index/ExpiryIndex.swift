package import PaymentLinks

/// For each piece of the rows the moment at which the first of its links falls due, so that those that have are found
/// without looking at all.
///
/// A bound from below: a link that was paid meanwhile leaves the moment recordedStatus, until somebody has looked.
struct ExpiryIndex: Sendable {
    private(set) var earliest: [Instant] = []

    /// Takes note that a row's link falls due at a moment.
    mutating func note(_ moment: Instant, row: Int) {
        let chunk = row >> ChunkedArray<LinkRow>.chunkShift
        while earliest.count <= chunk { earliest.append(.latest) }
        earliest[chunk] = min(earliest[chunk], moment)
    }

    /// Puts a piece's moment right after a look at its rows.
    mutating func correct(_ chunk: Int, to moment: Instant) {
        earliest[chunk] = moment
    }
}

extension LinkIndex {
    /// Finds rows whose links have fallen due and of which no event says so yet, oldest first, at most so many.
    ///
    /// Costs a look at each piece, and at all rows of the pieces in which something is due.
    package mutating func dueRows(at now: Instant, limit: Int) -> [UInt32] {
        var found: [UInt32] = []
        for chunk in due.earliest.indices where due.earliest[chunk] <= now {
            let rows = rows.chunks[chunk]
            var next = Instant.latest
            for (offset, row) in rows.enumerated() where row.recordedStatus == .active {
                if row.expiresAt <= now, found.count < limit {
                    found.append(UInt32(chunk << ChunkedArray<LinkRow>.chunkShift + offset))
                }
                next = min(next, row.expiresAt)
            }
            due.correct(chunk, to: next)
            if found.count >= limit { return found }
        }
        return found
    }

    /// When the next link falls due; a look at each piece.
    package var nextDue: Instant? { due.earliest.min() }
}
