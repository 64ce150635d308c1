import PaymentLinks

/// Builds a page of a list from a snapshot of the state.
///
/// Reads from the journal the links of the page, and the candidates of a filter by text. It blocks on the disk, so it runs on a
/// reader thread; writers go on meanwhile.
struct PageReader: Sendable {
    private let state: LedgerState
    private let loader: LinkLoader
    private let request: PageRequest
    private let filter: LinkFilter
    private let rows: RowFilter
    private let now: Instant

    init(_ state: LedgerState, _ loader: LinkLoader, _ request: PageRequest, _ filter: LinkFilter, _ now: Instant) {
        self.state = state
        self.loader = loader
        self.request = request
        self.filter = filter
        self.now = now
        rows = RowFilter(filter, of: state.index)
    }

    func page() throws(UnreadableRecord) -> LinkPage {
        var shown: [Link] = []
        var hasMore = false
        for position in state.index.walk(request, rows, at: now) {
            if shown.count == request.limit, !rows.needsLink {
                hasMore = true
                break
            }
            let link = try link(position)
            guard !rows.needsLink || filter.matches(link, at: now) else { continue }
            if shown.count == request.limit {
                hasMore = true
                break
            }
            shown.append(link)
        }
        return LinkPage(
            links: shown,
            next: hasMore ? shown.last?.createdSeq : nil,
            totals: request.withTotals ? try totals() : nil,
            seq: state.index.seq
        )
    }

    /// Calls a closure for every link that matches the filter, oldest first.
    func forEach(_ body: (Link) -> Void) throws(UnreadableRecord) {
        for position in state.index.walk(request, rows, at: now) {
            let link = try link(position)
            if !rows.needsLink || filter.matches(link, at: now) { body(link) }
        }
    }

    private func totals() throws(UnreadableRecord) -> [CurrencyTotal] {
        var totals = CurrencyTotals()
        for chunk in state.index.rows.chunks.indices {
            for (offset, row) in state.index.rows.chunks[chunk].enumerated() where rows.matches(row, at: now) {
                let position = chunk << ChunkedArray<LinkRow>.chunkShift + offset
                if rows.needsLink, !filter.matches(try link(position), at: now) { continue }
                totals.add(row.amount, row.currency)
            }
        }
        return totals.sorted
    }

    private func link(_ position: Int) throws(UnreadableRecord) -> Link {
        let row = UInt32(position)
        if let link = state.pendingLink(row) { return link }
        guard let link = try loader.link(state.location(of: row), .waiting) else {
            throw UnreadableRecord(seq: state.index.rows[position].createdSeq)
        }
        return link
    }
}
