/// Neighbouring records of a journal whose hashes and order in the chain have been checked, with their bytes.
struct VerifiedChunk: Sendable {
    struct Entry: Sendable {
        var envelope: Envelope
        var line: LineReader.Line
    }

    /// The buffer that the lines' ranges refer to.
    let bytes: [UInt8]
    let entries: [Entry]

    /// Hands over each record in order.
    func forEach(_ body: (JournalRecord) throws -> Void) rethrows {
        for entry in entries {
            let (envelope, line) = (entry.envelope, entry.line)
            let start = line.range.lowerBound
            let payload = envelope.payload.lowerBound + start..<envelope.payload.upperBound + start
            try body(
                JournalRecord(
                    seq: envelope.seq,
                    count: envelope.count,
                    batch: envelope.batch,
                    payload: bytes[payload],
                    position: RecordPosition(
                        offset: line.offset,
                        length: line.length,
                        line: line.number,
                        hash: envelope.hash
                    )
                )
            )
        }
    }
}
