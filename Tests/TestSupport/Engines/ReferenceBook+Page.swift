package import PaymentLinks

extension ReferenceBook {
    /// Shows one page of the links that a filter lets through.
    ///
    /// Pages follow the order of creation, which never changes: links made meanwhile neither repeat nor hide one.
    package func page(_ request: PageRequest, of filter: LinkFilter, at now: Instant) -> LinkPage<Link> {
        let all = linksByCreation
        var shown: [Link] = []
        var hasMore = false
        var positions = PositionWalk(request, over: all)
        while let position = positions.next() {
            guard filter.matches(all[position], at: now) else { continue }
            if shown.count == request.limit {
                hasMore = true
                break
            }
            shown.append(all[position])
        }
        return LinkPage(
            links: shown,
            next: hasMore ? shown.last?.createdSeq : nil,
            totals: request.withTotals ? totals(of: filter, at: now) : nil,
            seq: seq
        )
    }

    private func totals(of filter: LinkFilter, at now: Instant) -> [CurrencyTotal] {
        var totals = CurrencyTotals()
        for link in linksByCreation where filter.matches(link, at: now) {
            totals.add(link.terms.money.amount, link.terms.money.currency, due: link.balance.due ?? 0)
        }
        return totals.sorted
    }
}

/// Walks over positions in one of the two orders, from where the page before ended.
private struct PositionWalk: IteratorProtocol {
    private var position: Int
    private let end: Int
    private let step: Int

    init(_ request: PageRequest, over links: [Link]) {
        switch request.order {
        case .oldest:
            position = request.after.map { after in links.firstPosition { $0.createdSeq > after } } ?? 0
            end = links.count
            step = 1
        case .newest:
            position =
                (request.after.map { after in links.firstPosition { $0.createdSeq >= after } } ?? links.count) - 1
            end = -1
            step = -1
        }
    }

    mutating func next() -> Int? {
        guard position != end else { return nil }
        defer { position += step }
        return position
    }
}

extension [Link] {
    /// Finds the first position at which a condition holds that, once true, stays true.
    fileprivate func firstPosition(where holds: (Link) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
