package import PaymentLinks

extension LinkIndex {
    /// Iterates over the rows that match a filter, in one of the two orders, from where the page before ended.
    ///
    /// The position of a row never changes, so a new link neither repeats nor hides another on a later page. A chunk in which
    /// no row can match costs one comparison.
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

    /// The first row that meets a condition, which all later rows meet too (binary search).
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
