/// Base 32 in lower case with Crockford's alphabet, which lacks the ambiguous `i`, `l`, `o` and `u`.
enum Base32 {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Encodes bytes; the last character is padded with zero bits.
    static func text(of bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity((bytes.count * 8 + 4) / 5)
        var bits: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                characters.append(alphabet[Int(bits >> UInt32(bitCount) & 31)])
            }
        }
        if bitCount > 0 {
            characters.append(alphabet[Int(bits << UInt32(5 - bitCount) & 31)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Whether a text is an encoding of that many bytes; the padding bits are not checked.
    static func isText(_ text: String, ofByteCount count: Int) -> Bool {
        text.utf8.count == (count * 8 + 4) / 5 && text.utf8.allSatisfy(alphabet.contains)
    }
}
