/// Base 32 in lower case with Crockford's alphabet, which lacks the ambiguous `i`, `l`, `o` and `u`.
enum Base32 {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Encodes bytes; the last character is padded with zero bits.
    static func text(of bytes: [UInt8]) -> String {
        let count = (bytes.count * 8 + 4) / 5
        let alphabet = alphabet
        return unsafe String(unsafeUninitializedCapacity: count) { characters in
            var bits: UInt32 = 0
            var bitCount = 0
            var byte = bytes.startIndex
            for index in 0..<count {
                if bitCount < 5, byte < bytes.endIndex {
                    bits = bits << 8 | UInt32(bytes[byte])
                    bitCount += 8
                    byte += 1
                }
                bitCount -= 5
                let digit = bitCount < 0 ? bits << UInt32(-bitCount) : bits >> UInt32(bitCount)
                unsafe characters[index] = alphabet[Int(digit & 31)]
            }
            return count
        }
    }

    /// Whether a text is an encoding of that many bytes; the padding bits are not checked.
    static func isText(_ text: String, ofByteCount count: Int) -> Bool {
        text.utf8.count == (count * 8 + 4) / 5 && text.utf8.allSatisfy(alphabet.contains)
    }
}
