/// One atomic change as it stands in the file.
///
/// The payload shares the reader's memory: copy what is kept beyond the call that hands the record over, or every
/// read after it has to copy a buffer.
package struct JournalRecord: Sendable {
    /// The sequence number of the first event; event i of the record has `seq + i`.
    ///
    /// For a commit marker, the number of the event to come.
    package let seq: UInt64
    /// How many events the record holds; 0 for a commit marker, which only proves that the batch before it was synced.
    package let count: Int
    /// The `seq` of the first record that was written and synced together with this one.
    package let batch: UInt64
    /// The caller's JSON members, without a comma before or after; empty for a commit marker.
    package let payload: ArraySlice<UInt8>
    /// The hash of the line, which the next one names.
    package let hash: RecordHash
    /// The line's number; the header is line 1.
    package let line: Int
    /// The byte offset of the line in the file.
    package let offset: Int
    /// The line's bytes, its newline included.
    package let length: Int

    /// The offset in the file behind the last byte of the payload.
    package var payloadEnd: Int { offset + length - LineEnd.byteCount - 1 }

    /// The place to read on from, for who has accounted for this record and all before it.
    package var resumePoint: ResumePoint { ResumePoint(offset: offset, length: length, line: line, hash: hash) }
}

/// The place of a record that has just become durable.
package struct DurableRecord: Sendable, Equatable {
    /// The sequence number of the first event; event i of the record has `seq + i`.
    package let seq: UInt64
    /// How many events the record holds.
    package let count: Int
    /// The line's number; the header is line 1.
    package let line: Int
    /// The byte offset of the line in the file.
    package let offset: Int
    /// The line's bytes, its newline included.
    package let length: Int

    /// The hash of the line.
    package let hash: RecordHash

    /// The place to read on from, for who has accounted for this record and all before it.
    package var resumePoint: ResumePoint { ResumePoint(offset: offset, length: length, line: line, hash: hash) }

    /// The offset in the file behind the last byte of the payload.
    package var payloadEnd: Int { offset + length - LineEnd.byteCount - 1 }
}

/// One record that was read by itself, and owns its bytes.
///
/// Its hash is that of its bytes; whether it is the record of the chain at that place, the caller knows by `seq`.
package struct StoredRecord: Sendable {
    /// The sequence number of the first event; event i of the record has `seq + i`.
    package let seq: UInt64
    /// How many events the record holds; 0 for a commit marker.
    package let count: Int
    /// The `seq` of the first record that was written and synced together with this one.
    package let batch: UInt64
    /// The caller's JSON members, without a comma before or after; empty for a commit marker.
    ///
    /// A part of the whole line, which lives as long as this slice does.
    package let payload: ArraySlice<UInt8>
    /// The hash of the line.
    package let hash: RecordHash
}
