private import Crypto

extension RecordHash {
    /// Hashes the bytes of a line from its `{` up to, not including, `,"hash":`.
    static func of(_ bytes: Span<UInt8>) -> RecordHash {
        var function = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe function.update(bufferPointer: $0) }
        var hash = SIMD32<UInt8>()
        for (index, byte) in function.finalize().enumerated() {
            hash[index] = byte
        }
        return RecordHash(bytes: hash)
    }
}
