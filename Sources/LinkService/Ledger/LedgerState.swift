import PaymentLinks

/// What a ledger keeps in memory: the index, and whole the links whose last change is not in the file yet.
struct LedgerState: Sendable {
    var index: LinkIndex
    /// Links that can't be read from the file yet, by their rows.
    private var unsettledLinks: [UInt32: Link] = [:]
    private var unsettledMemos: [RequestScope: RequestMemo] = [:]
    /// What was recorded and is not in the file yet, in order.
    private var unsettled: [UnsettledRecord] = []

    init(_ index: LinkIndex) {
        self.index = index
    }

    /// A record that is on its way to the file.
    private struct UnsettledRecord: Sendable {
        let footprint: RecordFootprint
        let scope: RequestScope?
        /// Where each event is in the payload, of a record that is too long to be read for one of them.
        let events: [Range<Int>]?
    }

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
        for (row, link) in touched.values where footprint.touched.contains(row) { unsettledLinks[row] = link }
        let answers = record.answers.compactMap { touched[$0]?.link ?? record.found[$0]?.link }
        if let request = record.request, let answer = answers.last {
            index.add(request.scope, to: &footprint)
            unsettledMemos[request.scope] = RequestMemo(
                fingerprint: request.fingerprint,
                answer: answer,
                answeredAt: record.time,
                seq: index.seq
            )
        }
        unsettled.append(UnsettledRecord(footprint: footprint, scope: record.request?.scope, events: record.eventRanges))
        return answers
    }

    /// Takes note of where a record is: from now on its links are read from there.
    ///
    /// - Parameters:
    ///   - seq: The number of the record's first event.
    ///   - place: Its line.
    ///   - payloadOffset: Where in the file its payload begins.
    mutating func settle(seq: UInt64, at place: RecordPlace, payloadOffset: Int) {
        guard let record = unsettled.first, record.footprint.seq == seq else { return }
        unsettled.removeFirst()
        let events = record.events?.map { range in
            RecordPlace(offset: payloadOffset + range.lowerBound, length: range.count, isEvent: true)
        }
        index.settle(record.footprint, at: place, events: events)
        for row in record.footprint.touched {
            // A later record that is still on its way may have changed it again.
            if let link = unsettledLinks[row], link.seq <= record.footprint.lastSeq { unsettledLinks[row] = nil }
        }
        if let scope = record.scope { unsettledMemos[scope] = nil }
    }

    /// The link of a row, if it can't be read from the file yet.
    func unsettledLink(_ row: UInt32) -> Link? { unsettledLinks[row] }

    /// What was answered under a key, if it can't be read from the file yet.
    func unsettledMemo(for scope: RequestScope) -> RequestMemo? { unsettledMemos[scope] }

    /// What it takes to read a row's link from the file.
    func spot(of row: UInt32) -> LinkSpot {
        LinkSpot(row: row, entry: index.rows[Int(row)], places: index.places(of: Int(row)))
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
    /// Where each event is in the payload, of a long record.
    let eventRanges: [Range<Int>]?
}

/// What it takes to read a link from the file.
struct LinkSpot: Sendable {
    let row: UInt32
    let entry: LinkRow
    /// The records that it is the fold of, oldest first.
    let places: [RecordPlace]
}
