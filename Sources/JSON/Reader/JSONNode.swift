/// One entry of a document's tape: a value or a member's name, with its offsets in the source.
///
/// A container is followed by its contents; an object's contents alternate between name and value. 16 bytes a node.
struct JSONNode: Sendable {
    /// The offset of the value's first byte.
    var start: UInt32
    /// The offset after the value's last byte.
    var end: UInt32
    /// The tape index after the value and all its contents; while a container is being read, the container around it.
    var next: UInt32
    /// Kind, flags and the number of elements or members, packed.
    private var tag: UInt32

    /// The number of elements or members that fits beside the flags; a text under `textBytesMax` cannot exceed it.
    static let countBits = 25

    init(_ kind: JSONValue.Kind, start: Int, end: Int, next: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.next = UInt32(truncatingIfNeeded: next)
        tag = UInt32(kind.rawValue)
    }

    var kind: JSONValue.Kind {
        JSONValue.Kind(rawValue: UInt8(truncatingIfNeeded: tag & Bits.kind)) ?? .null
    }

    var count: Int { Int(tag >> Bits.countShift) }

    /// A string's bytes between its quotes.
    var textRange: Range<Int> { Int(start) + 1..<Int(end) - 1 }

    /// Whether a string holds an escape, so that its text differs from its bytes.
    var isEscaped: Bool {
        get { tag & Bits.escaped != 0 }
        set { set(Bits.escaped, newValue) }
    }

    /// Whether two members of this very object share a name.
    var hasDuplicate: Bool {
        get { tag & Bits.duplicate != 0 }
        set { set(Bits.duplicate, newValue) }
    }

    /// Whether this object, or one anywhere inside of this value, has members that share a name.
    var containsDuplicate: Bool {
        get { tag & Bits.duplicateWithin != 0 }
        set { set(Bits.duplicateWithin, newValue) }
    }

    mutating func countOneMore() { tag &+= 1 << Bits.countShift }

    private mutating func set(_ flag: UInt32, _ isSet: Bool) {
        tag = isSet ? tag | flag : tag & ~flag
    }

    private enum Bits {
        static let kind: UInt32 = 0b111
        static let escaped: UInt32 = 1 << 3
        static let duplicate: UInt32 = 1 << 4
        static let duplicateWithin: UInt32 = 1 << 5
        static let countShift = UInt32(32 - JSONNode.countBits)
    }
}
