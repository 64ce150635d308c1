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
