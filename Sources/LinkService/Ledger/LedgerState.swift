import Journal
import PaymentLinks

/// What a ledger keeps in memory: the index, and whole the links whose last change is not in the file yet.
struct LedgerState: Sendable {
    var index: LinkIndex
    /// Links that can't be read from the file yet, by their rows.
    private var unsettledLinks: [UInt32: UnsettledLink] = [:]
    private var unsettledMemos: [RequestScope: RequestMemo] = [:]
    /// What became durable last.
    private(set) var recent = RecentChanges()
    /// What was recorded and is not in the file yet, in order.
    private var unsettled: [UnsettledRecord] = []

    /// The last record that is in the file, and in the index.
    private(set) var bookmark: Bookmark?
    /// The last number of that record: everything up to it is durable.
    private(set) var settledSeq: UInt64
    /// Where the last checkpoint ended, and the copy that becomes the next one once all in it is in the file.
    private var checkpointEnd = 0
    private var copy: IndexCopy?

    /// - Parameters:
    ///   - index: What a start found.
    ///   - bookmark: The last record that it accounts for.
    ///   - checkpointEnd: Where the records end that a checkpoint accounts for.
    init(_ index: LinkIndex, bookmark: Bookmark? = nil, checkpointEnd: Int = 0) {
        self.index = index
        self.bookmark = bookmark
        self.checkpointEnd = checkpointEnd
        settledSeq = index.seq
    }

    /// A copy of the index, taken while some records were on their way to the file.
    private struct IndexCopy: Sendable {
        var index: LinkIndex
        let lastSeq: UInt64
        /// The record with the last number in it, once that is in the file.
        var bookmark: Bookmark?
    }

    /// A link with the last number of the last record that is about it, which may not even change what callers see.
    private struct UnsettledLink: Sendable {
        let link: Link
        let lastSeq: UInt64
    }

    /// A record that is on its way to the file.
    private struct UnsettledRecord: Sendable {
        let footprint: RecordFootprint
        let scope: RequestScope?
        let payloadByteCount: Int
        /// The payload, of a record that is short enough to be among the recent ones.
        let payload: [UInt8]?
        /// Where each event is in the payload, of a record that is too long to be read for one of them.
        let events: [Range<Int>]?
    }

    /// The longest payload of several events that is read as a whole for one of them.
    static let wholeRecordBytesMax = 8 << 10

    /// Folds in what was decided, as a record with a number that is on its way to the file.
    ///
    /// - Returns: The links that are the answer, as the record leaves them.
    mutating func record(_ record: DecidedRecord) -> [Link] {
        var footprint = RecordFootprint(seq: record.seq, count: record.events.count)
        var touched: [LinkKey: (row: UInt32, link: Link)] = [:]
        for (number, event) in record.events.enumerated() {
            let seq = record.seq + UInt64(number)
            if case .generated(let generated) = event {
                let row = index.add(generated, event: number, at: record.time, to: &footprint)
                touched[event.key] = (row, Link(generated, at: record.time, seq: seq))
            } else {
                guard var found = touched[event.key] ?? record.found[event.key] else {
                    preconditionFailure("decided on a change of a link that it did not look at")
                }
                found.link.fold(event, at: record.time, seq: seq)
                index.change(found.row, by: event, event: number, to: &footprint)
                touched[event.key] = found
            }
        }
        for case .erased(let erased) in record.events {
            unsettledMemos = unsettledMemos.mapValues { $0.erasing(erased.key, at: record.time) }
        }
        let changed = Set(footprint.touched)
        for (row, link) in touched.values where changed.contains(row) {
            unsettledLinks[row] = UnsettledLink(link: link, lastSeq: footprint.lastSeq)
        }
        let answers = record.answers.compactMap { touched[$0]?.link ?? record.found[$0]?.link }
        if let request = record.request {
            index.add(request.scope, to: &footprint)
            unsettledMemos[request.scope] = RequestMemo(
                fingerprint: request.fingerprint,
                answers: answers,
                answeredAt: record.time,
                seq: index.seq
            )
        }
        let payload = record.payload
        let isLong = record.events.count > 1 && payload.bytes.count > Self.wholeRecordBytesMax
        unsettled.append(
            UnsettledRecord(
                footprint: footprint,
                scope: record.request?.scope,
                payloadByteCount: payload.bytes.count,
                payload: payload.bytes.count <= RecentChanges.payloadBytesMax ? payload.bytes : nil,
                events: isLong ? payload.events : nil
            )
        )
        return answers
    }

    /// Takes note of where a record is: from now on its links are read from there.
    mutating func settle(_ durable: DurableRecord) {
        guard let record = unsettled.first, record.footprint.seq == durable.seq else {
            preconditionFailure("a record became durable that was not recorded, or out of turn")
        }
        unsettled.removeFirst()
        let place = RecordPlace(offset: durable.offset, length: durable.length)
        let start = durable.payloadEnd - record.payloadByteCount
        let events = record.events?.map { range in
            RecordPlace(offset: start + range.lowerBound, length: range.count, isEvent: true)
        }
        index.settle(record.footprint, at: place, events: events)
        bookmark = durable.bookmark
        settledSeq = record.footprint.lastSeq
        recent.add(seq: durable.seq, count: durable.count, payload: record.payload)
        if let lastSeq = copy?.lastSeq, lastSeq >= durable.seq {
            copy?.index.settle(record.footprint, at: place, events: events)
            if record.footprint.lastSeq == lastSeq { copy?.bookmark = bookmark }
        }
        for row in record.footprint.touched {
            // A later record that is still on its way may have changed it again.
            if unsettledLinks[row]?.lastSeq == record.footprint.lastSeq { unsettledLinks[row] = nil }
        }
        if let scope = record.scope { unsettledMemos[scope] = nil }
    }

    /// Begins a copy of the index if the journal has grown by enough since the last checkpoint.
    mutating func beginCheckpoint(ifGrownBy byteCount: Int) {
        guard copy == nil, let bookmark, bookmark.end - checkpointEnd >= byteCount else { return }
        copy = IndexCopy(index: index, lastSeq: index.seq, bookmark: unsettled.isEmpty ? bookmark : nil)
    }

    /// Hands over the copy once every record in it is in the file.
    mutating func takeFinishedCopy() -> (index: LinkIndex, bookmark: Bookmark)? {
        guard let finished = copy, let bookmark = finished.bookmark else { return nil }
        copy = nil
        checkpointEnd = bookmark.end
        return (finished.index, bookmark)
    }

    /// The link of a row, if it can't be read from the file yet.
    func unsettledLink(_ row: UInt32) -> Link? { unsettledLinks[row]?.link }

    /// What was answered under a key, if it can't be read from the file yet.
    func unsettledMemo(for scope: RequestScope) -> RequestMemo? { unsettledMemos[scope] }

    /// What it takes to read a row's link from the file.
    func spot(of row: UInt32) -> LinkSpot {
        LinkSpot(row: row, entry: index.rows[Int(row)], places: index.places(of: Int(row)))
    }

    /// A link that may be the one that was asked for.
    enum Candidate: Sendable {
        case link(Link)
        case spot(LinkSpot)
    }

    /// The links that may be meant: nearly always one, or none.
    func candidates(for reference: LinkReference) -> [Candidate] {
        rows(for: reference).map(candidate(of:))
    }

    /// The link of a row, or what it takes to read it.
    func candidate(of row: UInt32) -> Candidate {
        unsettledLink(row).map(Candidate.link) ?? .spot(spot(of: row))
    }

    /// What it takes to read the links that may be meant, whatever is on its way to the file.
    func spots(for key: LinkKey) -> [LinkSpot] {
        index.candidates(for: key).map(spot(of:))
    }

    private func rows(for reference: LinkReference) -> FingerprintTable.Candidates {
        switch reference {
        case .key(let key): index.candidates(for: key)
        case .id(let id, _): index.candidates(for: id)
        }
    }
}

/// What comes of a decision, with the number that the journal gave it.
struct DecidedRecord {
    let seq: UInt64
    let time: Instant
    let events: [LinkEvent]
    let answers: [LinkKey]
    let request: RequestIdentity?
    /// The links that were looked at for the decision.
    let found: [LinkKey: (row: UInt32, link: Link)]
    let payload: RecordPayload
}

/// What it takes to read a link from the file.
struct LinkSpot: Sendable {
    let row: UInt32
    let entry: LinkRow
    /// The records that it is the fold of, oldest first.
    let places: [RecordPlace]
}
