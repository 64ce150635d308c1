import DequeModule
import Journal
import PaymentLinks

/// The state of a ledger in memory: the index, and the links with pending records.
///
/// A record is pending from the moment it is appended until its batch is synced. The index runs ahead and includes pending
/// records, which can't be read from the file yet.
struct LedgerState: Sendable {
    var index: LinkIndex
    /// Links with pending records, by their rows.
    private var pendingLinks: [UInt32: PendingLink] = [:]
    private var pendingAnswers: [RequestScope: IdempotencyRecord] = [:]
    /// The changes that became durable last.
    private(set) var recent = RecentChanges()
    /// The pending records, oldest first.
    private var pendingRecords: Deque<PendingRecord> = []

    /// The last durable record, which the index includes.
    private(set) var resumePoint: RecordPosition?
    /// The sequence number of the last durable event.
    private(set) var durableSeq: UInt64
    /// The end of the last record in the last checkpoint.
    private var checkpointEnd = 0
    /// The copy of the index that becomes the next checkpoint.
    private var copy: IndexCopy?

    /// - Parameters:
    ///   - index: The index of a journal, without pending records.
    ///   - resumePoint: The last record in it.
    ///   - checkpointEnd: The end of the last record in the checkpoint that the start used.
    init(_ index: LinkIndex, resumePoint: RecordPosition? = nil, checkpointEnd: Int = 0) {
        self.index = index
        self.resumePoint = resumePoint
        self.checkpointEnd = checkpointEnd
        durableSeq = index.seq
    }

    /// A copy of the index, which becomes a checkpoint once all its records are durable.
    private struct IndexCopy: Sendable {
        var index: LinkIndex
        let lastSeq: UInt64
        /// The last record in it, once that is durable.
        var resumePoint: RecordPosition?
    }

    /// A link with pending records; `lastSeq` is the last event of the newest of them, including records that do not change
    /// the link.
    ///
    /// A class, since a link is large and the table is moved when it grows.
    private final class PendingLink: Sendable {
        let link: Link
        let lastSeq: UInt64

        init(link: Link, lastSeq: UInt64) {
            self.link = link
            self.lastSeq = lastSeq
        }
    }

    private struct PendingRecord: Sendable {
        let entries: RecordEntries
        let scope: RequestScope?
        let payloadByteCount: Int
        /// The payload, if it is short enough to be kept among the recent changes.
        let payload: [UInt8]?
        /// The range of each event in the payload, if the events of the record are read one by one.
        let events: [Range<Int>]?
    }

    /// The longest payload of several events that is read as a whole; the events of a longer one are read one by one.
    static let wholeRecordBytesMax = 8 << 10

    /// Folds in a record that was just appended to the journal, and is pending from now on.
    ///
    /// - Returns: The links that are the answer, as the record leaves them.
    mutating func record(_ record: DecidedRecord) -> [Link] {
        precondition(record.seq == index.seq + 1, "a record continues the sequence of the index")
        var entries = RecordEntries(seq: record.seq, count: record.events.count)
        var touched = TouchedLinks()
        for (number, event) in record.events.enumerated() {
            let seq = record.seq + UInt64(number)
            if case .generated(let generated) = event {
                let row = index.add(generated, event: number, at: record.time, to: &entries)
                touched.set(row, Link(generated, at: record.time, seq: seq))
            } else if case .unknownOrderReported = event {
                index.skip(event: number, of: entries)
            } else {
                guard var found = touched[event.key] ?? record.found[event.key] else {
                    preconditionFailure("a decision changes only links that it has read")
                }
                found.link.fold(event, at: record.time, seq: seq)
                index.change(found.row, by: event, event: number, to: &entries)
                touched.set(found.row, found.link)
            }
        }
        erasePendingAnswers(record)
        precondition(index.seq == entries.lastSeq, "the index includes every event of the record")
        let changed = Set(entries.touched)
        for (row, link) in touched.links where changed.contains(row) {
            pendingLinks[row] = PendingLink(link: link, lastSeq: entries.lastSeq)
        }
        let answers = record.answers.compactMap { touched[$0]?.link ?? record.found[$0]?.link }
        if let request = record.request {
            index.add(request.scope, to: &entries)
            pendingAnswers[request.scope] = IdempotencyRecord(
                fingerprint: request.fingerprint,
                answers: answers,
                answeredAt: record.time,
                notes: record.notes,
                seq: index.seq
            )
        }
        let payload = record.payload
        let isLong = record.events.count > 1 && payload.bytes.count > Self.wholeRecordBytesMax
        pendingRecords.append(
            PendingRecord(
                entries: entries,
                scope: record.request?.scope,
                payloadByteCount: payload.bytes.count,
                payload: payload.bytes.count <= RecentChanges.payloadBytesMax ? payload.bytes : nil,
                events: isLong ? payload.events : nil
            )
        )
        return answers
    }

    /// Applies the erasures of a record to the answers that are not durable yet.
    private mutating func erasePendingAnswers(_ record: DecidedRecord) {
        var erased: Set<LinkKey> = []
        for case .erased(let event) in record.events { erased.insert(event.key) }
        guard !erased.isEmpty else { return }
        pendingAnswers = pendingAnswers.mapValues { answer in
            answer.answers.map(\.key).filter(erased.contains).reduce(answer) { $0.erasing($1, at: record.time) }
        }
    }

    /// Marks the oldest pending record as durable: from now on its links are read from the file.
    mutating func markDurable(_ durable: DurableRecord) {
        guard let record = pendingRecords.first, record.entries.seq == durable.seq else {
            preconditionFailure("records become durable once, in the order in which they were appended")
        }
        precondition(
            durable.count == record.entries.count && durable.seq == durableSeq + 1,
            "durable records continue the durable sequence, with all their events"
        )
        pendingRecords.removeFirst()
        let position = durable.position
        let location = RecordLocation(offset: position.offset, length: position.length)
        let start = position.payloadEnd - record.payloadByteCount
        let events = record.events?.map { range in
            RecordLocation(offset: start + range.lowerBound, length: range.count, isEvent: true)
        }
        index.markDurable(record.entries, at: location, events: events)
        resumePoint = position
        durableSeq = record.entries.lastSeq
        recent.add(seq: durable.seq, count: durable.count, payload: record.payload)
        if let lastSeq = copy?.lastSeq, lastSeq >= durable.seq {
            copy?.index.markDurable(record.entries, at: location, events: events)
            if record.entries.lastSeq == lastSeq { copy?.resumePoint = resumePoint }
        }
        for row in record.entries.touched {
            // A later record of the link may still be pending.
            if pendingLinks[row]?.lastSeq == record.entries.lastSeq { pendingLinks[row] = nil }
        }
        if let scope = record.scope { pendingAnswers[scope] = nil }
    }

    /// Copies the index for a checkpoint if the journal has grown enough since the last one.
    mutating func beginCheckpoint(ifGrownBy byteCount: Int) {
        guard copy == nil, let resumePoint, resumePoint.end - checkpointEnd >= byteCount else { return }
        copy = IndexCopy(index: index, lastSeq: index.seq, resumePoint: pendingRecords.isEmpty ? resumePoint : nil)
    }

    /// Takes the copy of the index once every record in it is durable.
    mutating func takeFinishedCopy() -> (index: LinkIndex, resumePoint: RecordPosition)? {
        guard let finished = copy, let resumePoint = finished.resumePoint else { return nil }
        precondition(finished.index.seq == finished.lastSeq, "a copy gets locations, and no new events")
        copy = nil
        checkpointEnd = resumePoint.end
        return (finished.index, resumePoint)
    }

    /// The link of a row, if it has pending records.
    func pendingLink(_ row: UInt32) -> Link? { pendingLinks[row]?.link }

    /// The answer under an idempotency key, if its record is pending.
    func pendingAnswer(for scope: RequestScope) -> IdempotencyRecord? { pendingAnswers[scope] }

    /// The location of a row's link in the file.
    func location(of row: UInt32) -> LinkLocation {
        LinkLocation(row: row, entry: index.rows[Int(row)], records: index.records(of: Int(row)))
    }

    /// A link that may match a reference, in memory or on disk.
    enum Candidate: Sendable {
        /// Indirect: few links are pending, and whoever asks for one keeps room for several candidates.
        indirect case link(Link)
        case location(LinkLocation)
    }

    /// The links that may match a reference: nearly always one, or none.
    func candidates(for reference: LinkReference) -> [Candidate] {
        rows(for: reference).map { candidate(of: $0) }
    }

    /// The link of a row if it is in memory, else its location.
    func candidate(of row: UInt32) -> Candidate {
        pendingLink(row).map(Candidate.link) ?? .location(location(of: row))
    }

    /// The locations of the links that may have an order ID; pending records are left out.
    func locations(for key: LinkKey) -> [LinkLocation] {
        index.candidates(for: key).map { location(of: $0) }
    }

    private func rows(for reference: LinkReference) -> FingerprintTable.Candidates {
        switch reference {
        case .key(let key): index.candidates(for: key)
        case .id(let id, _): index.candidates(for: id)
        }
    }
}

/// A decision that was appended to the journal, with the sequence number that it got.
struct DecidedRecord {
    let seq: UInt64
    let time: Instant
    let events: [LinkEvent]
    let answers: [LinkKey]
    /// What is told with the answer.
    let notes: [OrderNote]
    let request: RequestIdentity?
    /// The links that the decision read.
    let found: [LinkKey: (row: UInt32, link: Link)]
    let payload: RecordPayload
}
