import Journal
import PaymentLinks

/// What a ledger keeps in memory: the index, and whole the links whose last change is not in the file yet.
struct LedgerState: Sendable {
    var index: LinkIndex
    /// Links that can't be read from the file yet, by their rows.
    private var pendingLinks: [UInt32: PendingLink] = [:]
    private var pendingAnswers: [RequestScope: IdempotencyRecord] = [:]
    /// What became durable last.
    private(set) var recent = RecentChanges()
    /// What was recorded and is not in the file yet, in order.
    private var pendingRecords: [PendingRecord] = []

    /// The last record that is in the file, and in the index.
    private(set) var resumePoint: ResumePoint?
    /// The last number of that record: everything up to it is durable.
    private(set) var durableSeq: UInt64
    /// Where the last checkpoint ended, and the copy that becomes the next one once all in it is in the file.
    private var checkpointEnd = 0
    private var copy: IndexCopy?

    /// - Parameters:
    ///   - index: What a start found.
    ///   - resumePoint: The last record that it accounts for.
    ///   - checkpointEnd: Where the records end that a checkpoint accounts for.
    init(_ index: LinkIndex, resumePoint: ResumePoint? = nil, checkpointEnd: Int = 0) {
        self.index = index
        self.resumePoint = resumePoint
        self.checkpointEnd = checkpointEnd
        durableSeq = index.seq
    }

    /// A copy of the index, taken while some records were on their way to the file.
    private struct IndexCopy: Sendable {
        var index: LinkIndex
        let lastSeq: UInt64
        /// The record with the last number in it, once that is in the file.
        var resumePoint: ResumePoint?
    }

    /// A link with the last number of the last record that is about it, which may not even change what callers see.
    private struct PendingLink: Sendable {
        let link: Link
        let lastSeq: UInt64
    }

    /// A record that is on its way to the file.
    private struct PendingRecord: Sendable {
        let entries: RecordEntries
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
        var entries = RecordEntries(seq: record.seq, count: record.events.count)
        var touched: [LinkKey: (row: UInt32, link: Link)] = [:]
        for (number, event) in record.events.enumerated() {
            let seq = record.seq + UInt64(number)
            if case .generated(let generated) = event {
                let row = index.add(generated, event: number, at: record.time, to: &entries)
                touched[event.key] = (row, Link(generated, at: record.time, seq: seq))
            } else {
                guard var found = touched[event.key] ?? record.found[event.key] else {
                    preconditionFailure("decided on a change of a link that it did not look at")
                }
                found.link.fold(event, at: record.time, seq: seq)
                index.change(found.row, by: event, event: number, to: &entries)
                touched[event.key] = found
            }
        }
        for case .erased(let erased) in record.events {
            pendingAnswers = pendingAnswers.mapValues { $0.erasing(erased.key, at: record.time) }
        }
        let changed = Set(entries.touched)
        for (row, link) in touched.values where changed.contains(row) {
            pendingLinks[row] = PendingLink(link: link, lastSeq: entries.lastSeq)
        }
        let answers = record.answers.compactMap { touched[$0]?.link ?? record.found[$0]?.link }
        if let request = record.request {
            index.add(request.scope, to: &entries)
            pendingAnswers[request.scope] = IdempotencyRecord(
                fingerprint: request.fingerprint,
                answers: answers,
                answeredAt: record.time,
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

    /// Takes note of where a record is: from now on its links are read from there.
    mutating func markDurable(_ durable: DurableRecord) {
        guard let record = pendingRecords.first, record.entries.seq == durable.seq else {
            preconditionFailure("a record became durable that was not recorded, or out of turn")
        }
        pendingRecords.removeFirst()
        let location = RecordLocation(offset: durable.offset, length: durable.length)
        let start = durable.payloadEnd - record.payloadByteCount
        let events = record.events?.map { range in
            RecordLocation(offset: start + range.lowerBound, length: range.count, isEvent: true)
        }
        index.markDurable(record.entries, at: location, events: events)
        resumePoint = durable.resumePoint
        durableSeq = record.entries.lastSeq
        recent.add(seq: durable.seq, count: durable.count, payload: record.payload)
        if let lastSeq = copy?.lastSeq, lastSeq >= durable.seq {
            copy?.index.markDurable(record.entries, at: location, events: events)
            if record.entries.lastSeq == lastSeq { copy?.resumePoint = resumePoint }
        }
        for row in record.entries.touched {
            // A later record that is still on its way may have changed it again.
            if pendingLinks[row]?.lastSeq == record.entries.lastSeq { pendingLinks[row] = nil }
        }
        if let scope = record.scope { pendingAnswers[scope] = nil }
    }

    /// Begins a copy of the index if the journal has grown by enough since the last checkpoint.
    mutating func beginCheckpoint(ifGrownBy byteCount: Int) {
        guard copy == nil, let resumePoint, resumePoint.end - checkpointEnd >= byteCount else { return }
        copy = IndexCopy(index: index, lastSeq: index.seq, resumePoint: pendingRecords.isEmpty ? resumePoint : nil)
    }

    /// Hands over the copy once every record in it is in the file.
    mutating func takeFinishedCopy() -> (index: LinkIndex, resumePoint: ResumePoint)? {
        guard let finished = copy, let resumePoint = finished.resumePoint else { return nil }
        copy = nil
        checkpointEnd = resumePoint.end
        return (finished.index, resumePoint)
    }

    /// The link of a row, if it can't be read from the file yet.
    func pendingLink(_ row: UInt32) -> Link? { pendingLinks[row]?.link }

    /// What was answered under a key, if it can't be read from the file yet.
    func pendingAnswer(for scope: RequestScope) -> IdempotencyRecord? { pendingAnswers[scope] }

    /// What it takes to read a row's link from the file.
    func location(of row: UInt32) -> LinkLocation {
        LinkLocation(row: row, entry: index.rows[Int(row)], records: index.records(of: Int(row)))
    }

    /// A link that may be the one that was asked for.
    enum Candidate: Sendable {
        case link(Link)
        case location(LinkLocation)
    }

    /// The links that may be meant: nearly always one, or none.
    func candidates(for reference: LinkReference) -> [Candidate] {
        rows(for: reference).map(candidate(of:))
    }

    /// The link of a row, or what it takes to read it.
    func candidate(of row: UInt32) -> Candidate {
        pendingLink(row).map(Candidate.link) ?? .location(location(of: row))
    }

    /// What it takes to read the links that may be meant, whatever is on its way to the file.
    func locations(for key: LinkKey) -> [LinkLocation] {
        index.candidates(for: key).map(location(of:))
    }

    private func rows(for reference: LinkReference) -> FingerprintTable.Candidates {
        switch reference {
        case .key(let key): index.candidates(for: key)
        case .id(let id, _): index.candidates(for: id)
        }
    }
}
