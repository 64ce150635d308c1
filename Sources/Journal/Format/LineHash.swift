private import Crypto

extension RecordHash {
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
}
