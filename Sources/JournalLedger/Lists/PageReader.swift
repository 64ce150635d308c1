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
    private var walk: RowWalk
    private var shown: [Link] = []
    /// Whether the links of the page were found, and whether there are more behind them.
    private var listed: (isDone: Bool, hasMore: Bool) = (false, false)
    private var totals = CurrencyTotals()
    /// The next chunk of rows to add up.
    private var nextChunk = 0

    /// How many links a slice reads at most: some milliseconds.
    private static let linksPerSlice = 256

    init(_ state: LedgerState, _ loader: LinkLoader, _ request: PageRequest, _ filter: LinkFilter, _ now: Instant) {
        self.state = state
        self.loader = loader
        self.request = request
        self.filter = filter
        self.now = now
        rows = RowFilter(filter, of: state.index)
        walk = state.index.walk(request, rows, at: now)
    }

    /// Reads on for one slice, and returns the page once it is whole.
    mutating func advance() throws(UnreadableRecord) -> LinkPage? {
        if !listed.isDone { guard try list() else { return nil } }
        if request.withTotals { guard try addUp() else { return nil } }
        return LinkPage(
            links: shown,
            next: listed.hasMore ? shown.last?.createdSeq : nil,
            totals: request.withTotals ? totals.sorted : nil,
            seq: state.index.seq
        )
    }

    /// Finds the links of the page; false if the slice ended before.
    private mutating func list() throws(UnreadableRecord) -> Bool {
        for _ in 0..<Self.linksPerSlice {
            guard let position = walk.next() else {
                listed = (true, false)
                return true
            }
            let isFull = shown.count == request.limit
            if !isFull || rows.needsLink {
                let link = try link(position)
                guard !rows.needsLink || filter.matches(link, at: now) else { continue }
                if !isFull { shown.append(link) }
            }
            if isFull {
                listed = (true, true)
                return true
            }
        }
        return false
    }

    /// Calls a closure for every link that matches the filter, oldest first.
    func forEach(_ body: (Link) -> Void) throws(UnreadableRecord) {
        for position in state.index.walk(request, rows, at: now) {
            let link = try link(position)
            if !rows.needsLink || filter.matches(link, at: now) { body(link) }
        }
    }

    /// Adds up the links that match, a chunk of rows a slice; false if there are more.
    private mutating func addUp() throws(UnreadableRecord) -> Bool {
        while nextChunk < state.index.rows.chunks.count {
            let chunk = nextChunk
            nextChunk += 1
            for (offset, row) in state.index.rows.chunks[chunk].enumerated() where rows.matches(row, at: now) {
                let position = chunk << ChunkedArray<LinkRow>.chunkShift + offset
                if rows.needsLink, !filter.matches(try link(position), at: now) { continue }
                totals.add(row.amount, row.currency)
            }
            if rows.needsLink { return nextChunk == state.index.rows.chunks.count }
        }
        return true
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
