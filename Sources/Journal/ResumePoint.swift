/// A place behind which a journal may be read on, by somebody who has kept what comes before it.
///
/// It names the last record that is accounted for. A start that has one reads that record, and holds it against the hash
/// kept here; what stands in front of it is not looked at.
package struct ResumePoint: Sendable, Equatable {
    /// Where the record begins in the file.
    package let offset: Int
    /// The bytes of its line, the newline included.
    package let length: Int
    /// The number of its line; the header is line 1.
    package let line: Int
    /// The hash of its line.
    package let hash: RecordHash

    package init(offset: Int, length: Int, line: Int, hash: RecordHash) {
        self.offset = offset
        self.length = length
        self.line = line
        self.hash = hash
    }

    /// Where reading goes on.
    package var end: Int { offset + length }
}
