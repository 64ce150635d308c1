/// Where a record is in the journal, with the hash of its line.
///
/// It is also a point to resume from: a caller that has kept the state behind a record, and this, need not read what comes
/// before. `OpenedJournal.resume` holds the record against the hash kept here; what is in front of it is not read.
package struct RecordPosition: Sendable, Equatable {
    /// The byte offset of its line in the file.
    package let offset: Int
    /// The line's bytes, its newline included.
    package let length: Int
    /// The line's number; the header is line 1.
    package let line: Int
    /// The hash of the line, which the next one names.
    package let hash: RecordHash

    package init(offset: Int, length: Int, line: Int, hash: RecordHash) {
        self.offset = offset
        self.length = length
        self.line = line
        self.hash = hash
    }

    /// The offset of the next line.
    package var end: Int { offset + length }

    /// The offset behind the last byte of the payload.
    package var payloadEnd: Int { end - LineEnd.byteCount - 1 }
}
