/// The first place at which a file stops being a valid journal.
package struct Damage: Sendable, Equatable {
    /// The reason why the line is not the next one.
    package enum Reason: Sendable, Equatable {
        /// Not the layout of a record, or a hash that its bytes do not have.
        case notARecord
        /// An empty line that is not padding at the end of the file.
        case emptyLine
        /// The file ends before the line does.
        case noNewline
        /// Longer than any record may be.
        case tooLong
        /// Does not name the hash of the line before.
        case otherPredecessor
        /// A sequence number other than the next.
        case otherSeq(found: UInt64, expected: UInt64)
        /// A batch that neither begins here nor is the one of the record before.
        case otherBatch(found: UInt64)
        /// The first line is not a header.
        case notAHeader
    }

    /// The line's number; the header is line 1.
    package let line: Int
    /// The offset of the line's first byte.
    package let byte: Int
    package let reason: Reason
}

extension Damage.Reason: CustomStringConvertible {
    /// A clause that goes after "line 7".
    package var description: String {
        switch self {
        case .notARecord: "is not a record with the hash it names"
        case .emptyLine: "is empty, and not at the end"
        case .noNewline: "is cut off"
        case .tooLong: "is longer than a record may be"
        case .otherPredecessor: "does not follow the line before it"
        case .otherSeq(let found, let expected): "has seq \(found) where \(expected) is due"
        case .otherBatch(let found): "names batch \(found), which does not begin there"
        case .notAHeader: "is not a journal's header"
        }
    }
}
