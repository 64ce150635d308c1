private import Crypto
import Storage

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

    /// Reads 64 digits; `nil` for every other text.
    package init?(digits: String) {
        let bytes = Array(digits.utf8)
        guard bytes.count == Self.digitCount else { return nil }
        self.init(digitsIn: bytes.span, at: 0)
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

    /// The SHA-256 of some bytes: of a line those from its `{` up to, not including, `,"hash":`.
    package static func of(_ bytes: Span<UInt8>) -> RecordHash {
        var function = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe function.update(bufferPointer: $0) }
        return unsafe function.finalize().withUnsafeBytes { digest in
            func word(at offset: Int) -> UInt64 {
                UInt64(bigEndian: unsafe digest.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
            return RecordHash(word(at: 0), word(at: 8), word(at: 16), word(at: 24))
        }
    }

    /// Appends the 64 digits.
    func write(to line: inout [UInt8]) {
        let digits = (
            Hexadecimal.word(of: first.high), Hexadecimal.word(of: first.low),
            Hexadecimal.word(of: second.high), Hexadecimal.word(of: second.low),
            Hexadecimal.word(of: third.high), Hexadecimal.word(of: third.low),
            Hexadecimal.word(of: fourth.high), Hexadecimal.word(of: fourth.low)
        )
        unsafe withUnsafeBytes(of: digits) { unsafe line.append(contentsOf: $0) }
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        [first, second, third, fourth].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// The 64 hexadecimal digits.
    package var description: String {
        var digits: [UInt8] = []
        write(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Reads 16 digits.
    private static func word(in line: Span<UInt8>, at start: Int) -> UInt64? {
        let bytes = unsafe line.extracting(start..<start + 16).bytes
        guard let high = Hexadecimal.number(ofWord: unsafe bytes.unsafeLoadUnaligned(as: UInt64.self)),
            let low = Hexadecimal.number(ofWord: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self))
        else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }
}

extension UInt64 {
    fileprivate var high: UInt32 { UInt32(truncatingIfNeeded: self >> 32) }
    fileprivate var low: UInt32 { UInt32(truncatingIfNeeded: self) }
}

extension LineCursor {
    /// Reads 64 hexadecimal digits.
    mutating func hash(in bytes: Span<UInt8>) -> RecordHash? {
        guard let hash = RecordHash(digitsIn: bytes, at: position) else { return nil }
        position += RecordHash.digitCount
        return hash
    }
}
