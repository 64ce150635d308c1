/// The location of a record in the journal, in 8 bytes.
///
/// 37 bits of offset, 26 of length, and one for a single event of a long record. So a journal may have 128 GiB and a record
/// 64 MiB. Offset 0 is the journal's header and never a record: it stands for "not written yet".
package struct RecordLocation: Sendable, Hashable, BitwiseCopyable {
    private let bits: UInt64

    /// The location of a record that is not written yet.
    package static let unwritten = RecordLocation(bits: 0)

    private static let offsetBits: UInt64 = 37
    private static let lengthBits: UInt64 = 26
    /// The first offset at which no record may begin any more.
    package static let offsetMax = 1 << 37

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// - Parameters:
    ///   - offset: Of the first byte.
    ///   - length: How many bytes there are.
    ///   - isEvent: Whether the bytes are one event of a record, and not a whole line.
    package init(offset: Int, length: Int, isEvent: Bool = false) {
        precondition((1..<Self.offsetMax).contains(offset), "a journal has at most 128 GiB")
        precondition((1...1 << Self.lengthBits).contains(length), "a record has at most 64 MiB")
        bits = UInt64(offset) | UInt64(length - 1) << Self.offsetBits | (isEvent ? 1 << 63 : 0)
    }

    package var isWritten: Bool { bits != 0 }

    package var isEvent: Bool { bits >> 63 == 1 }

    package var offset: Int { Int(bits & (1 << Self.offsetBits - 1)) }

    package var length: Int { Int(bits >> Self.offsetBits & (1 << Self.lengthBits - 1)) + 1 }
}
