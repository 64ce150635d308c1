/// A checksum over words of 8 bytes, against damage by disks.
///
/// Four independent lanes, so that a processor adds gigabytes in a second. It is not cryptographic: an attacker who can
/// write the file could delete it as well.
struct Checksum {
    private var a: UInt64 = 1, b: UInt64 = 2, c: UInt64 = 3, d: UInt64 = 4
    private var count: UInt64 = 0

    /// Adds bytes, a multiple of 8 of them; the sum does not depend on how they are split.
    mutating func add(_ bytes: RawSpan) {
        let wordCount = bytes.byteCount / 8
        var index = 0
        while index < wordCount, count % 4 != 0 { addOne(Self.word(bytes, &index)) }
        while index + 4 <= wordCount {
            a = Self.mix(a, Self.word(bytes, &index))
            b = Self.mix(b, Self.word(bytes, &index))
            c = Self.mix(c, Self.word(bytes, &index))
            d = Self.mix(d, Self.word(bytes, &index))
            count &+= 4
        }
        while index < wordCount { addOne(Self.word(bytes, &index)) }
    }

    /// The sum of everything that was added, in its order.
    var value: UInt64 {
        [a, b, c, d].reduce(count, Self.mix)
    }

    private mutating func addOne(_ word: UInt64) {
        switch count % 4 {
        case 0: a = Self.mix(a, word)
        case 1: b = Self.mix(b, word)
        case 2: c = Self.mix(c, word)
        default: d = Self.mix(d, word)
        }
        count &+= 1
    }

    private static func word(_ bytes: RawSpan, _ index: inout Int) -> UInt64 {
        defer { index += 1 }
        return unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
    }

    private static func mix(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 32
    }
}
