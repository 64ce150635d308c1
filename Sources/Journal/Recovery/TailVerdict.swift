internal import Storage

/// Whether a crash can have left the bytes behind the last good record.
///
/// Let N be the sequence number due next and L the batch of the last good record. Batch n+1 is written only after
/// batch n was synced, so a crash damages bytes of one batch only: the rest of L, or, when L was whole, the batch that
/// begins with N. Within it any sector may be missing while a later one is there. So a record that is whole and lies
/// behind the damage proves nothing when it has `seq` > N and `batch` L or N: it is a neighbour in the batch that was
/// never acknowledged. Any other whole record shows that acknowledged bytes were changed:
///
/// - `batch` > N: its batch was begun after the damaged one was synced;
/// - `seq` = `batch`: it begins its batch, so the damage in front of it lies in an earlier one, which was synced.
///   Without this rule the first record behind a damaged commit marker, which has the commit marker's own number, would be cut off;
/// - anything older, or a whole record right where N is due: lines were removed, repeated or moved.
enum TailVerdict: Equatable {
    /// Possibly the remains of one write that was never acknowledged.
    case torn
    /// Not the work of a crash. `byte` is the offset in the tail of the record that shows it.
    case damaged(proof: UInt64, byte: Int)

    private static let recordStart = Array("{\"seq\":".utf8)

    /// Judges the bytes that follow the last good record, without padding; cost grows with their number.
    static func of(_ tail: [UInt8], behind chain: Chain) -> TailVerdict {
        for found in records(in: tail) {
            let isExplained =
                found.start == 0
                ? found.end == tail.count && chain.objection(to: found.record) == nil
                : chain.mayHaveLost(neighbourOf: found.record)
            if !isExplained { return .damaged(proof: found.record.seq, byte: found.start) }
        }
        return .torn
    }

    /// The records that are whole and valid by themselves, in order.
    ///
    /// They are looked for at every byte, not only behind newlines: the damaged byte may be a newline.
    static func records(in tail: [UInt8]) -> [(record: Envelope, start: Int, end: Int)] {
        let bytes = tail.span
        var found: [(record: Envelope, start: Int, end: Int)] = []
        var lineEnd = -1
        for start in bytes.indices where bytes[start] == recordStart[0] {
            guard bytes.count - start > LineEnd.byteCount, begins(bytes, at: start) else { continue }
            if lineEnd < start {
                lineEnd = bytes.extracting(start...).firstNewline().map { start + $0 } ?? bytes.count
            }
            guard let record = Envelope.read(bytes.extracting(start..<lineEnd)) else { continue }
            found.append((record, start, lineEnd))
        }
        return found
    }

    private static func begins(_ bytes: Span<UInt8>, at start: Int) -> Bool {
        for index in recordStart.indices where bytes[start + index] != recordStart[index] { return false }
        return true
    }
}

extension Chain {
    /// True when the record may belong to the same unacknowledged batch as the damage in front of it.
    fileprivate func mayHaveLost(neighbourOf record: Envelope) -> Bool {
        guard record.seq > nextSeq, record.count > 0 else { return false }
        return record.batch == nextSeq || record.batch == batch && !endsWithMarker
    }
}
