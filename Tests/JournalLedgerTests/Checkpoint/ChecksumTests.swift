@testable import JournalLedger
import TestSupport
import Testing

/// The checksum notices damage, however its input is split.
@Suite struct ChecksumTests {
    @Test func `a flipped bit or another order of words changes the sum`() {
        var random = SeededSequence(for: #function)
        for count in [1, 2, 3, 4, 5, 8, 9, 31] {
            let words = (0..<count).map { _ in random.next() }
            let sum = Self.sum([words])
            for index in words.indices {
                for bit in 0..<64 as Range<UInt64> {
                    var other = words
                    other[index] ^= 1 << bit
                    #expect(Self.sum([other]) != sum)
                }
            }
            #expect(Self.sum([words + [0]]) != sum)
            if count > 1 { #expect(Self.sum([words.reversed()]) != sum) }
        }
    }

    @Test func `the sum does not depend on how the input is split`() {
        var random = SeededSequence(for: #function)
        let words = (0..<200).map { _ in random.next() }
        for _ in 0..<100 {
            let cuts = (0..<4).map { _ in Int.random(in: 0...200, using: &random) }.sorted()
            let ends = [0] + cuts + [200]
            let parts = zip(ends, ends.dropFirst()).map { Array(words[$0..<$1]) }
            #expect(Self.sum(parts) == Self.sum([words]))
        }
    }

    private static func sum(_ parts: [[UInt64]]) -> UInt64 {
        var sum = Checksum()
        for piece in parts { sum.add(piece.span.bytes) }
        return sum.value
    }
}
