import PaymentLinks

/// Minima and maxima over the rows of one chunk, so that a list skips chunks in which no row can match.
///
/// They widen with each row and each change and never narrow: a chunk may be scanned in vain, but never skipped wrongly.
struct RowBounds: Sendable {
    private var createdMin: Instant
    private var createdMax: Instant
    private var expiresMin: Instant
    private var expiresMax: Instant
    private var amountMin: Int64
    private var amountMax: Int64
    private var recordedStatuses: StatusSet

    init(_ row: LinkRow) {
        (createdMin, createdMax) = (row.createdAt, row.createdAt)
        (expiresMin, expiresMax) = (row.expiresAt, row.expiresAt)
        (amountMin, amountMax) = (row.amount, row.amount)
        recordedStatuses = StatusSet([row.recordedStatus])
    }

    /// Widens the bounds by a row that is new or has changed.
    mutating func note(_ row: LinkRow) {
        createdMin = min(createdMin, row.createdAt)
        createdMax = max(createdMax, row.createdAt)
        expiresMin = min(expiresMin, row.expiresAt)
        expiresMax = max(expiresMax, row.expiresAt)
        amountMin = min(amountMin, row.amount)
        amountMax = max(amountMax, row.amount)
        recordedStatuses.insert(row.recordedStatus)
    }

    /// Whether a row within the bounds may match a filter.
    func mayMatch(_ filter: LinkFilter, _ statuses: StatusSet?, at now: Instant) -> Bool {
        if let after = filter.createdAfter, createdMax < after { return false }
        if let before = filter.createdBefore, createdMin >= before { return false }
        if let after = filter.expiresAfter, expiresMax < after { return false }
        if let before = filter.expiresBefore, expiresMin >= before { return false }
        if let least = filter.amountMin, amountMax < least { return false }
        if let most = filter.amountMax, amountMin > most { return false }
        guard let statuses else { return true }
        var possible = recordedStatuses
        if expiresMin <= now, recordedStatuses.contains(.active) || recordedStatuses.contains(.pending) {
            possible.insert(.expired)
        }
        return statuses.sharesOne(with: possible)
    }
}

extension LinkIndex {
    /// Widens the bounds of its chunk by a row that is new or has changed.
    mutating func noteBounds(of row: Int) {
        let chunk = row >> ChunkedArray<LinkRow>.chunkShift
        if chunk == bounds.count { bounds.append(RowBounds(rows[row])) } else { bounds[chunk].note(rows[row]) }
    }
}
