package import PaymentLinks

/// Per chunk of rows, a lower bound of its earliest expiry, so that a sweep skips chunks in which nothing is due.
///
/// A payment leaves the bound of its chunk too low; the next sweep corrects it.
struct ExpiryIndex: Sendable {
    private(set) var earliest: [Instant] = []

    /// Lowers the bound of a row's chunk to the moment at which its link expires.
    mutating func note(_ moment: Instant, row: Int) {
        let chunk = row >> ChunkedArray<LinkRow>.chunkShift
        while earliest.count <= chunk { earliest.append(.latest) }
        earliest[chunk] = min(earliest[chunk], moment)
    }

    /// Sets a chunk's bound after a scan of its rows.
    mutating func correct(_ chunk: Int, to moment: Instant) {
        earliest[chunk] = moment
    }
}

extension LinkIndex {
    /// Finds the rows of links that have expired without an event that records it, oldest first, at most `limit` of them.
    ///
    /// Compares the bound of every chunk, and scans the rows of the chunks in which something is due.
    package mutating func dueRows(at now: Instant, limit: Int) -> [UInt32] {
        var found: [UInt32] = []
        for chunk in due.earliest.indices where due.earliest[chunk] <= now {
            let rows = rows.chunks[chunk]
            var next = Instant.latest
            for (offset, row) in rows.enumerated() where row.recordedStatus.isPayable {
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
}
