import PaymentLinks

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
