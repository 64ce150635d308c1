/// The SHA-256 of a line, which is also its link in the chain.
///
/// Written as 64 lowercase hexadecimal digits; no other spelling is accepted when read.
package struct RecordHash: Sendable, Hashable, CustomStringConvertible {
    /// Digits of a written hash.
    package static let digitCount = 64

    /// The 32 bytes, most significant first.
    private var first: UInt64, second: UInt64, third: UInt64, fourth: UInt64

    /// Takes the 32 bytes as four numbers, most significant first.
    init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        self.first = first
        self.second = second
        self.third = third
        self.fourth = fourth
    }

    /// Reads the 64 digits that begin at `start`; `nil` when one of them is something else.
    init?(digitsIn line: Span<UInt8>, at start: Int) {
        guard line.count - start >= Self.digitCount,
            let first = Self.word(in: line, at: start),
            let second = Self.word(in: line, at: start + 16),
            let third = Self.word(in: line, at: start + 32),
            let fourth = Self.word(in: line, at: start + 48)
        else { return nil }
        self.init(first, second, third, fourth)
    }

    /// Appends the 64 digits.
    func write(to line: inout [UInt8]) {
        Self.write(first, to: &line)
        Self.write(second, to: &line)
        Self.write(third, to: &line)
        Self.write(fourth, to: &line)
    }

    /// The 64 hexadecimal digits.
    package var description: String {
        var digits: [UInt8] = []
        write(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Reads 16 digits, without a branch on any of them: a hash is random, and a wrong guess costs more than the sum.
    private static func word(in line: Span<UInt8>, at start: Int) -> UInt64? {
        let digits = line.extracting(start..<start + 16)
        var word: UInt64 = 0
        var strangerCount: UInt8 = 0
        for index in digits.indices {
            let digit = digits[index] &- UInt8(ascii: "0")
            let letter = digits[index] &- UInt8(ascii: "a")
            let isDigit: UInt8 = digit < 10 ? 1 : 0
            let isLetter: UInt8 = letter < 6 ? 1 : 0
            word = word << 4 | UInt64(isDigit &* digit | isLetter &* (letter &+ 10))
            strangerCount |= 1 &- isDigit &- isLetter
        }
        return strangerCount == 0 ? word : nil
    }

    private static func write(_ word: UInt64, to line: inout [UInt8]) {
        var shift: UInt64 = 64
        while shift > 0 {
            shift -= 4
            let value = UInt8(truncatingIfNeeded: word >> shift) & 0xF
            line.append(value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
        }
    }
}
