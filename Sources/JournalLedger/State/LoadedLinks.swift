import PaymentLinks

/// The links and answers that were read from the journal for one decision.
struct LoadedLinks: Sendable {
    /// The links by row, each with its `LinkRow.lastChange` at that time: if the row has another one, the link has changed since.
    private(set) var links: [UInt32: (link: Link, lastChange: UInt32)] = [:]
    var memos: [UInt32: (scope: RequestScope, memo: IdempotencyRecord)] = [:]
    /// The records that were read; nil before the first.
    private var records: SharedRecords?

    /// Those of some links that are not read yet, each once: a decision asks for a link as often as it needs it.
    func unread(_ locations: [LinkLocation]) -> [LinkLocation] {
        guard locations.count > 1 else { return locations }
        var asked: Set<UInt32> = []
        return locations.filter { asked.insert($0.row).inserted && links[$0.row]?.lastChange != $0.entry.lastChange }
    }

    /// Reads a link, and waits for the disk.
    mutating func read(_ location: LinkLocation, with loader: LinkLoader) throws(UnreadableRecord) {
        guard try read(location, .waiting, with: loader) else {
            throw UnreadableRecord(seq: location.entry.createdSeq)
        }
    }

    /// Reads a link; false if access is `cached` and some of it is not in the page cache.
    mutating func read(
        _ location: LinkLocation,
        _ access: LinkLoader.Access,
        with loader: LinkLoader
    ) throws(UnreadableRecord) -> Bool {
        if records == nil { records = SharedRecords() }
        guard let link = try loader.link(location, access, sharing: &records) else { return false }
        links[location.row] = (link, location.entry.lastChange)
        return true
    }
}
