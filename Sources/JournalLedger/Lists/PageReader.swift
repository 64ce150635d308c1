import PaymentLinks

/// Builds a page of a list from a snapshot of the state.
///
/// Reads from the journal the links of the page, and the candidates of a filter by text. It blocks on the disk, so it runs on a
/// reader thread; writers go on meanwhile. A link that can't be read is shown as such, and stops nothing.
struct PageReader<Item: Sendable>: Sendable {
    private let state: LedgerState
    private let loader: LinkLoader
    private let request: PageRequest
    private let filter: LinkFilter
    private let rows: RowFilter
    private let now: Instant
    private let isWanted: (@Sendable (Link) -> Bool)?
    private let show: @Sendable (Link) -> (item: Item, byteCount: Int)
    private var walk: RowWalk
    private var items: [Item] = []
    private var unreadable: [UnreadableLink] = []
    private var byteCount = 0
    /// The `createdSeq` of the last link on the page.
    private var last: UInt64?
    /// Whether the links of the page were found, and whether there are more behind them.
    private var listed: (isDone: Bool, hasMore: Bool) = (false, false)
    private var totals = CurrencyTotals()
    /// The links to add up.
    private var summed: RowWalk

    /// How much a slice reads at most: some milliseconds.
    private static var linksPerSlice: Int { 256 }
    private static var bytesPerSlice: Int { 4 << 20 }
    /// The records that were read for several links.
    private var records: SharedRecords? = SharedRecords()
    /// How much was read before the slice: a record may be long, and is read for one link.
    private var byteCountBefore = 0

    /// - Parameters:
    ///   - state: The snapshot.
    ///   - loader: Reads the links.
    ///   - request: Which page.
    ///   - filter: Which links.
    ///   - now: The time, which statuses depend on.
    ///   - isWanted: Looks at each link that the filter lets through; nil takes them all.
    ///   - show: What is kept of a link, and how many bytes of the page that takes.
    init(
        _ state: LedgerState,
        _ loader: LinkLoader,
        _ request: PageRequest,
        _ filter: LinkFilter,
        _ now: Instant,
        where isWanted: (@Sendable (Link) -> Bool)? = nil,
        show: @escaping @Sendable (Link) -> (item: Item, byteCount: Int)
    ) {
        self.state = state
        self.loader = loader
        self.request = request
        self.filter = filter
        self.now = now
        self.isWanted = isWanted
        self.show = show
        rows = RowFilter(filter, of: state.index)
        walk = state.index.walk(request, rows, at: now)
        summed = state.index.walk(.everything, rows, at: now)
    }

    /// Reads on for one slice, and returns the page once it is whole.
    mutating func advance() -> LinkPage<Item>? {
        byteCountBefore = readByteCount
        if !listed.isDone { guard list() else { return nil } }
        if request.withTotals { guard addUp() else { return nil } }
        return LinkPage(
            links: items,
            unreadable: unreadable,
            next: listed.hasMore ? last : nil,
            totals: request.withTotals ? totals.sorted : nil,
            seq: state.index.seq
        )
    }

    /// Finds the links of the page; false if the slice ended before.
    private mutating func list() -> Bool {
        for _ in 0..<Self.linksPerSlice where slicedByteCount < Self.bytesPerSlice {
            guard let position = walk.next() else {
                listed = (true, false)
                return true
            }
            let isFull = isFull
            if !isFull || needsLink {
                let link = readableLink(position)
                if let link, !matches(link) { continue }
                if !isFull { add(link, position) }
            }
            if isFull {
                listed = (true, true)
                return true
            }
        }
        return false
    }

    private var isFull: Bool {
        items.count + unreadable.count >= request.limit || byteCount >= request.byteCountMax
    }

    private var needsLink: Bool { rows.needsLink || isWanted != nil }

    private func matches(_ link: Link) -> Bool {
        (!rows.needsLink || filter.matches(link, at: now)) && isWanted?(link) ?? true
    }

    private mutating func add(_ link: Link?, _ position: Int) {
        let row = state.index.rows[position]
        last = row.createdSeq
        guard let link else { return unreadable.append(state.index.unreadableLink(row, at: now)) }
        let shown = show(link)
        items.append(shown.item)
        byteCount += shown.byteCount
    }

    /// Adds up the links that match; false if the slice ended before.
    ///
    /// A filter that has to see a whole link leaves out those that can't be read, and so does what is due of those that are
    /// paid in part.
    private mutating func addUp() -> Bool {
        var leftCount = Self.linksPerSlice
        while leftCount > 0, slicedByteCount < Self.bytesPerSlice {
            guard let position = summed.next() else { return true }
            let due = state.index.due(ofRow: position)
            var link: Link?
            if rows.needsLink || due == nil {
                leftCount -= 1
                link = readableLink(position)
            }
            if rows.needsLink { guard let link, matches(link) else { continue } }
            let row = state.index.rows[position]
            totals.add(row.amount, row.currency, due: due ?? link?.balance.due ?? 0)
        }
        return false
    }

    /// The link of a row; nil if it can't be read, which the loader has told.
    private mutating func readableLink(_ position: Int) -> Link? {
        let row = UInt32(position)
        if let link = state.pendingLink(row) { return link }
        return try? loader.link(state.location(of: row), .waiting, sharing: &records)
    }

    private var readByteCount: Int { records?.readByteCount ?? 0 }

    private var slicedByteCount: Int { readByteCount - byteCountBefore }
}

extension LinkIndex {
    fileprivate func unreadableLink(_ row: LinkRow, at now: Instant) -> UnreadableLink {
        UnreadableLink(
            createdSeq: row.createdSeq,
            site: sites[Int(row.site)],
            amount: row.amount,
            currency: row.currency,
            status: row.status(at: now),
            createdAt: row.createdAt,
            expiresAt: row.expiresAt
        )
    }
}

extension PageRequest {
    fileprivate static let everything = PageRequest(order: .oldest, limit: .max, after: nil, withTotals: false)
}
