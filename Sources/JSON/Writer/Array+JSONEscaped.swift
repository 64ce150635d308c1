extension [UInt8] {
    /// Appends a text in UTF-8 as the inside of a JSON string; runs without special characters are copied whole.
    mutating func appendJSONEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
        var copied = 0
        for offset in utf8.indices where unsafe utf8[offset].needsJSONEscape {
            unsafe append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied..<offset]))
            unsafe appendEscape(utf8[offset])
            copied = offset + 1
        }
        unsafe append(contentsOf: UnsafeBufferPointer(rebasing: utf8[copied...]))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        default:
            append(contentsOf: "u00".utf8)
            append(byte >> 4 == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            append(byte & 0xF < 10 ? UInt8(ascii: "0") + byte & 0xF : UInt8(ascii: "a") + byte & 0xF - 10)
        }
    }
}

extension UInt8 {
    /// Whether the byte has to be escaped in a JSON string.
    var needsJSONEscape: Bool { jsonEscapes != 0 }

    /// How many reasons there are to escape the byte, found without a branch.
    fileprivate var jsonEscapes: UInt8 {
        (self < 0x20 ? 1 : 0) | (self == UInt8(ascii: "\"") ? 1 : 0) | (self == UInt8(ascii: "\\") ? 1 : 0)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether any byte has to be escaped; without a branch or an early end, so that many bytes are compared at once.
    var needsJSONEscape: Bool {
        unsafe reduce(0) { $0 | $1.jsonEscapes } != 0
    }
}
