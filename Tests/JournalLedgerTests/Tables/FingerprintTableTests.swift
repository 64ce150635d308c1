@testable import JournalLedger
import TestSupport
import Testing

/// A table returns every number inserted for a hash, and hardly any other.
@Suite struct FingerprintTableTests {
    @Test func `every number is found, also several of one hash`() {
        var random = SeededSequence(for: #function)
        var table = FingerprintTable()
        var known: [UInt64: Set<UInt32>] = [:]
        // Few different upper bits, so that a few of the small tables grow often.
        for number in 0..<20_000 as Range<UInt32> {
            let old = Int.random(in: 0..<50, using: &random) == 0 ? known.keys.first : nil
            let hash = old ?? random.next() & 0x00c0_0000_ffff_ffff
            table.insert(number, for: hash)
            known[hash, default: []].insert(number)
        }
        #expect(table.count == 20_000)
        for (hash, numbers) in known { #expect(numbers.isSubset(of: table.candidates(for: hash))) }
        let strangers = (0..<5000).map { _ in random.next() }.filter { known[$0] == nil }
        #expect(strangers.count { table.contains($0) } < 5)
    }

    @Test func `a search wraps around the end of the table`() {
        var table = FingerprintTable()
        // All of them start at the last slot.
        for number in 0..<100 as Range<UInt32> { table.insert(number, for: 0xffff_ffff) }
        #expect(Set(table.candidates(for: 0xffff_ffff)) == Set(0..<100))
        #expect(Array(table.candidates(for: 0xffff_fffe)).isEmpty)
        #expect(Array(table.candidates(for: 0xffff_ffff | 1 << 63)).isEmpty, "another table")
    }

    @Test func `a table is restored from its slots; a full or unknown one is refused`() {
        var table = FingerprintTable()
        for number in 0..<5000 as Range<UInt32> { table.insert(number, for: UInt64(number) &* 0x9e37_79b9_7f4a_7c15) }
        var other = FingerprintTable()
        let restored = table.segments.enumerated().map { other.restore($1, segment: $0) }
        #expect(!restored.contains(false))
        #expect(other.count == 5000)
        other.insert(5000, for: 7)
        for number in 0..<5000 as Range<UInt32> {
            #expect(other.candidates(for: UInt64(number) &* 0x9e37_79b9_7f4a_7c15).contains(number))
        }
        let full = other.restore([1, 2, 3], segment: 0)
        #expect(!full, "a search in a full table never ends")
        let beyond = other.restore([], segment: FingerprintTable.segmentCount)
        #expect(!beyond)
        let empty = other.restore([], segment: 0)
        #expect(empty)
    }

    // A search that began at the same slot for every tag would find each entry, as slowly as a list.
    @Test(arguments: [(UInt32.min, 0), (1 << 29, 1), (1 << 31, 4), (.max, 7)])
    func `tags are spread evenly over the slots`(tag: UInt32, slot: Int) {
        #expect(FingerprintTable.home(of: tag, among: 8) == slot)
    }
}
