package import Journal
import PaymentLinks

/// The index that a journal's records fold into, at the start and when a journal is verified.
package struct ReplayedIndex {
    private(set) var index: LinkIndex
    /// The last record with events that is in the index.
    private(set) var resumePoint: RecordPosition?
    /// The offset up to which a checkpoint accounts for the journal; 0 without one.
    let checkpointEnd: Int
    private let loader: LinkLoader?
    private let isStrict: Bool
    /// The links that the record being folded made, which can't be read yet.
    private var made: [UInt32: LinkKey] = [:]

    /// Begins behind a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpoint: The index so far.
    ///   - records: The journal's file.
    init(_ checkpoint: Checkpoint, records: RecordFile) {
        index = checkpoint.index
        resumePoint = checkpoint.resumePoint
        checkpointEnd = checkpoint.resumePoint.end
        loader = LinkLoader(records, opening: nil)
        isStrict = false
    }

    /// Begins with the first record of a journal.
    ///
    /// - Parameters:
    ///   - id: The journal's own ID.
    ///   - records: Its file, to read records back in the rare case that two names have one hash; `nil` if there is none.
    ///   - isStrict: Whether to check what the index does not need, too: that every record is JSON and makes sense.
    package init(journalID id: String, records: RecordFile?, isStrict: Bool = false) {
        index = LinkIndex(hash: KeyedHash(journalID: id))
        checkpointEnd = 0
        loader = records.map { LinkLoader($0, opening: nil) }
        self.isStrict = isStrict
    }

    /// Folds one record in.
    ///
    /// - Throws: `RecordedChangeError` when the record can't be understood or contradicts the ones before it.
    package mutating func fold(_ record: JournalRecord) throws(RecordedChangeError) {
        // A commit marker proves that the batch before it was synced, and says nothing about links.
        guard record.count > 0 else { return }
        defer { resumePoint = record.position }
        if record.count == 1, addIfPlain(record) { return }
        let change = try EventReader.read(record)
        var entries = RecordEntries(seq: record.seq, count: record.count)
        made = [:]
        for (number, event) in change.events.enumerated() {
            do throws(FoldError) {
                try fold(event, number, at: change.time, to: &entries)
            } catch {
                throw .contradiction(seq: record.seq, line: record.position.line, error)
            }
        }
        if let request = change.request { index.add(request.scope, to: &entries) }
        let location = RecordLocation(offset: record.position.offset, length: record.position.length)
        index.markDurable(entries, at: location, events: record.eventLocations(change.eventRanges))
    }

    /// Takes the short way for an ordinary record; false if it is none.
    private mutating func addIfPlain(_ record: JournalRecord) -> Bool {
        let payload = record.payload.span
        guard let plain = PlainRecord(payload), !isStrict || plain.isBeyondDoubt(in: payload) else { return false }
        return index.addIfNew(
            site: payload.extracting(plain.site),
            orderID: payload.extracting(plain.orderID),
            linkID: payload.extracting(plain.linkID),
            currency: payload.extracting(plain.currency),
            amount: plain.amount,
            createdAt: plain.time,
            expiresAt: plain.expiresAt,
            keyID: plain.keyID,
            seq: record.seq,
            location: RecordLocation(offset: record.position.offset, length: record.position.length)
        )
    }

    private mutating func fold(
        _ event: LinkEvent,
        _ number: Int,
        at time: Instant,
        to entries: inout RecordEntries
    ) throws(FoldError) {
        let candidates = Array(index.candidates(for: event.key))
        if case .generated(let generated) = event {
            guard rows(candidates, of: event.key).isEmpty else { throw .orderIDTwice(event.key) }
            let row = index.add(generated, event: number, at: time, to: &entries)
            made[row] = generated.key
        } else if case .unknownOrderReported = event {
            index.skip(event: number, of: entries)
        } else {
            // One candidate is taken at its word: there is nothing to change otherwise.
            let known = candidates.count == 1 ? candidates : rows(candidates, of: event.key)
            guard let row = known.first else { throw .unknownLink(event.key) }
            index.change(row, by: event, event: number, to: &entries)
        }
    }

    /// Those of some candidates that are an order's.
    private func rows(_ candidates: [UInt32], of key: LinkKey) -> [UInt32] {
        candidates.filter { row in
            if let made = made[row] { return made == key }
            let location = LinkLocation(row: row, entry: index.rows[Int(row)], records: [index.rows[Int(row)].location])
            guard let loader, let link = try? loader.link(location, .waiting) else { return true }
            return link.key == key
        }
    }
}

extension JournalRecord {
    /// The location of each event, in a record that is too long to be read for one of them.
    func eventLocations(_ ranges: [Range<Int>]) -> [RecordLocation]? {
        guard ranges.count > 1, payload.count > LedgerState.wholeRecordBytesMax else { return nil }
        let start = position.payloadEnd - payload.count
        return ranges.map { RecordLocation(offset: start + $0.lowerBound, length: $0.count, isEvent: true) }
    }
}
