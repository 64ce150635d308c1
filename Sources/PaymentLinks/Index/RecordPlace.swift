/// Where a record stands in the journal, in 8 bytes.
///
/// 40 bits of offset, 23 bits of length in units of 8 bytes, and one that says whether only an event of a long record is
/// meant. So a journal may have 1 TiB and a record 64 MiB. The header of a journal stands at offset 0, where therefore no
/// record can be: that place means "not in the file yet".
package struct RecordPlace: Sendable, Hashable, BitwiseCopyable {
    private let bits: UInt64

    /// Not in the file yet.
    package static let unsettled = RecordPlace(bits: 0)

    private static let offsetBits: UInt64 = 40
    private static let lengthBits: UInt64 = 23
    /// Where a journal has to end.
    package static let offsetMax = 1 << 40
    /// The longest record.
    package static let lengthMax = 8 << 23

    private init(bits: UInt64) {
        self.bits = bits
    }

    /// - Parameters:
    ///   - offset: Of the first byte.
    ///   - length: How many bytes there are; a few more are read.
    ///   - isEvent: Whether the bytes are one event of a record instead of a line.
    package init(offset: Int, length: Int, isEvent: Bool = false) {
        precondition((1..<Self.offsetMax).contains(offset), "a journal has at most 1 TiB")
        precondition((1...Self.lengthMax).contains(length), "a record has at most 64 MiB")
        let units = UInt64(length + 7) / 8 - 1
        bits = UInt64(offset) | units << Self.offsetBits | (isEvent ? 1 << 63 : 0)
    }

    package var isSettled: Bool { bits != 0 }

    package var isEvent: Bool { bits >> 63 == 1 }

    package var offset: Int { Int(bits & (1 << Self.offsetBits - 1)) }

    /// At least the length it was made of, at most 7 more.
    package var lengthMax: Int {
        Int(bits >> Self.offsetBits & (1 << Self.lengthBits - 1)) * 8 + 8
    }
}
