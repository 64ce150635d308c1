/// The SHA-256 of a line, which is also its link in the chain.
///
/// Written as 64 lowercase hexadecimal digits; no other spelling is accepted when read.
package struct RecordHash: Sendable, Hashable, CustomStringConvertible {
    package static let byteCount = 32
    package static let digitCount = 64

    private var bytes: SIMD32<UInt8>

    /// Makes the hash whose 32 bytes are given.
    init(bytes: SIMD32<UInt8>) {
        self.bytes = bytes
    }

    /// Reads 64 lowercase hexadecimal digits; `nil` when one of them is something else.
    init?(digits: Span<UInt8>) {
        guard digits.count == Self.digitCount else { return nil }
        var bytes = SIMD32<UInt8>()
        for index in 0..<Self.byteCount {
            guard let high = Self.value(ofDigit: digits[2 * index]),
                let low = Self.value(ofDigit: digits[2 * index + 1])
            else { return nil }
            bytes[index] = high << 4 | low
        }
        self.bytes = bytes
    }

    /// Appends the 64 digits.
    func write(to line: inout [UInt8]) {
        for index in 0..<Self.byteCount {
            line.append(Self.digit(of: bytes[index] >> 4))
            line.append(Self.digit(of: bytes[index] & 0xF))
        }
    }

    /// The 64 hexadecimal digits.
    package var description: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(Self.digitCount)
        write(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    private static func digit(of value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
