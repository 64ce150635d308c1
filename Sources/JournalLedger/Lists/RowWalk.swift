import PaymentLinks

/// Iterates over the positions of the rows that match a filter.
package struct RowWalk: Sequence, IteratorProtocol {
    private let rows: ChunkedArray<LinkRow>
    private let bounds: [RowBounds]
    private let filter: RowFilter
    private let now: Instant
    private let step: Int
    /// The positions that are left.
    private var rest: Range<Int>
    /// The chunk being scanned, whose bounds were compared already.
    private var scanned: Int?

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
            if chunk != scanned {
                guard filter.mayMatch(bounds[chunk], at: now) else {
                    skip(chunk)
                    continue
                }
                scanned = chunk
            }
            rest = step > 0 ? position + 1..<rest.upperBound : rest.lowerBound..<position
            if filter.matches(rows[position], at: now) { return position }
        }
        return nil
    }

    private mutating func skip(_ chunk: Int) {
        let start = chunk << ChunkedArray<LinkRow>.chunkShift
        let end = start + ChunkedArray<LinkRow>.chunkCount
        rest = rest.clamped(to: step > 0 ? end..<Int.max : 0..<start)
    }
}
