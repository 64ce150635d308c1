/// SipHash-1-3 (Aumasson and Bernstein, 2012): a 64-bit hash that can't be predicted without its key.
///
/// The standard library's `Hasher` is the same function, but its key changes with each process, so its hashes can't be stored.
/// The key here is the journal's random ID, which no client knows: no client can choose order IDs that collide in the index.
package struct KeyedHash: Sendable {
    private let key: (UInt64, UInt64)

    package init(key first: UInt64, _ second: UInt64) {
        key = (first, second)
    }

    /// Uses the 32 hexadecimal digits of a journal's ID as the key; any other text is hashed into a key.
    package init(journalID: String) {
        let digits = Array(journalID.utf8)
        guard digits.count == 32, let first = UInt64(journalID.prefix(16), radix: 16),
            let second = UInt64(journalID.suffix(16), radix: 16)
        else {
            self.init(key: KeyedHash(key: 0, 0).hash(digits), KeyedHash(key: 1, 1).hash(digits))
            return
        }
        self.init(key: first, second)
    }

    package func hash(_ bytes: [UInt8]) -> UInt64 {
        var state = State(key)
        var offset = 0
        while offset + 8 <= bytes.count {
            state.mix(Self.word(bytes, offset, 8))
            offset += 8
        }
        state.mix(Self.word(bytes, offset, bytes.count - offset) | UInt64(truncatingIfNeeded: bytes.count) << 56)
        return state.finish()
    }

    private static func word(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<count { word |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
        return word
    }

    private struct State {
        private var a: UInt64, b: UInt64, c: UInt64, d: UInt64

        init(_ key: (UInt64, UInt64)) {
            a = key.0 ^ 0x736f_6d65_7073_6575
            b = key.1 ^ 0x646f_7261_6e64_6f6d
            c = key.0 ^ 0x6c79_6765_6e65_7261
            d = key.1 ^ 0x7465_6462_7974_6573
        }

        mutating func mix(_ word: UInt64) {
            d ^= word
            round()
            a ^= word
        }

        mutating func finish() -> UInt64 {
            c ^= 0xff
            for _ in 0..<3 { round() }
            return a ^ b ^ c ^ d
        }

        private mutating func round() {
            a &+= b
            b = Self.rotate(b, 13) ^ a
            a = Self.rotate(a, 32)
            c &+= d
            d = Self.rotate(d, 16) ^ c
            a &+= d
            d = Self.rotate(d, 21) ^ a
            c &+= b
            b = Self.rotate(b, 17) ^ c
            c = Self.rotate(c, 32)
        }

        private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
            word << count | word >> (64 - count)
        }
    }
}
