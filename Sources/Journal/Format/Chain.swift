/// The end of a verified run of lines, from which follows what the next line must have.
struct Chain: Sendable, Equatable {
    /// The sequence number the next record must have.
    private(set) var nextSeq: UInt64 = 1
    /// The hash of the last line, which the next one must name.
    private(set) var head: RecordHash
    /// The batch of the last record; 0 while there is only the header.
    private(set) var batch: UInt64 = 0
    /// True when nothing follows the last batch that still needs proof: a commit marker, or no record at all.
    private(set) var endsWithMarker = true

    /// A chain of only a header with the given hash.
    init(headerHash: RecordHash) {
        head = headerHash
    }

    /// A chain whose last record is known.
    init(behind record: Envelope) {
        head = record.hash
        append(record)
    }

    /// The last sequence number given to an event; 0 when there is none.
    var lastSeq: UInt64 { nextSeq - 1 }

    /// Why a line, valid by itself, may not come next; `nil` when it may.
    func objection(to record: Envelope) -> Damage.Reason? {
        if record.prev != head { return .otherPredecessor }
        if record.seq != nextSeq { return .otherSeq(found: record.seq, expected: nextSeq) }
        // A batch goes on only behind a record with events: a commit marker is a batch of its own.
        let continuesBatch = record.batch == batch && !endsWithMarker && record.count > 0
        return record.startsBatch || continuesBatch ? nil : .otherBatch(found: record.batch)
    }

    /// The chain behind whole lines that follow it; `nil` when one of them may not.
    func afterLines(_ bytes: [UInt8]) -> Chain? {
        var chain = self
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let record = Envelope.read(line.span), chain.objection(to: record) == nil else { return nil }
            chain.append(record)
        }
        return chain
    }

    /// Moves past a record there was no objection to.
    mutating func append(_ record: Envelope) {
        nextSeq = record.nextSeq
        head = record.hash
        batch = record.batch
        endsWithMarker = record.count == 0
    }
}
