/// Lower-case hexadecimal digits; upper-case ones are never written and never read.
///
/// Bytes and strings go byte by byte. A hash has its digits read and written eight at a time, as they lie in the eight bytes
/// of a word, and without a branch on any of them: a hash is random, and a wrong guess costs more than the sum.
package enum Hexadecimal {
    /// Appends the digits of some bytes, two each.
    package static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 0xF))
        }
    }

    /// The digits of some bytes, two each.
    package static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The 16 digits of a number.
    package static func text(of number: UInt64) -> String {
        text(of: stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) })
    }

    /// Reads digits; `nil` for an odd number of them, or for other characters.
    package static func bytes(ofDigits digits: String) -> [UInt8]? {
        let text = Array(digits.utf8)
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: text.count, by: 2) {
            guard let high = value(of: text[index]), let low = value(of: text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Reads a number of exactly 16 digits.
    package static func number(ofDigits digits: String) -> UInt64? {
        guard digits.utf8.count == 16, let bytes = bytes(ofDigits: digits) else { return nil }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

/// Eight digits in a word.
extension Hexadecimal {
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The eight digits of a number.
    package static func word(of value: UInt32) -> UInt64 {
        var word = UInt64(value)
        word = (word | word << 16) & 0x0000_FFFF_0000_FFFF
        word = (word | word << 8) & 0x00FF_00FF_00FF_00FF
        word = (word | word << 4) & 0x0F0F_0F0F_0F0F_0F0F
        return digits(ofNibbles: word).bigEndian
    }

    /// The number that eight digits spell; `nil` when one of them is something else.
    package static func number(ofWord digits: UInt64) -> UInt32? {
        let letters = UInt64(bigEndian: digits)
        // A letter has bit 6 set, and "a" has the low half 1.
        let nibbles = (letters & (ones &* 0x0F)) &+ (letters >> 6 & ones) &* 9
        guard nibbles & (ones &* 0xF0) == 0, self.digits(ofNibbles: nibbles) == letters else { return nil }
        var word = nibbles
        word = (word | word >> 4) & 0x00FF_00FF_00FF_00FF
        word = (word | word >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: word | word >> 16)
    }

    /// The digit of each byte, which is at most 15.
    private static func digits(ofNibbles nibbles: UInt64) -> UInt64 {
        let isLetter = (nibbles &+ ones &* 6) >> 4 & ones
        return nibbles &+ ones &* 0x30 &+ isLetter &* 0x27
    }
}
