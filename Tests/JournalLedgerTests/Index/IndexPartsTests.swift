@testable import JournalLedger
@testable import PaymentLinks
import TestSupport
import Testing

/// The parts that the index is made of.
@Suite struct IndexPartsTests {
    @Test func `a place keeps offset, length and kind at the ends of their ranges`() {
        for offset in [1, 2, 4096, 1 << 31, 1 << 32, RecordLocation.offsetMax - 1] {
            for length in [1, 2, 255, 1 << 20, (1 << 26) - 1, 1 << 26] {
                for isEvent in [false, true] {
                    let place = RecordLocation(offset: offset, length: length, isEvent: isEvent)
                    #expect(place.offset == offset)
                    #expect(place.length == length)
                    #expect(place.isEvent == isEvent)
                    #expect(place.isWritten)
                }
            }
        }
        #expect(!RecordLocation.unwritten.isWritten)
        #expect(MemoryLayout<RecordLocation>.size == 8)
        #expect(MemoryLayout<LinkRow>.stride == 48)
        #expect(MemoryLayout<LinkChange>.stride == 16)
    }

    @Test func `a chunked array is an array`() {
        var random = SeededSequence(for: #function)
        var array = ChunkedArray<UInt64>()
        var plain: [UInt64] = []
        #expect(array.isEmpty)
        for _ in 0..<3 * ChunkedArray<UInt64>.chunkCount + 5 {
            let element = random.next()
            array.append(element)
            plain.append(element)
        }
        let copy = array
        for _ in 0..<500 {
            let (index, element) = (Int.random(in: plain.indices, using: &random), random.next())
            #expect(array[index] == plain[index])
            array[index] = element
            #expect(array[index] == element)
            #expect(copy[index] == plain[index], "a copy stays as it is")
            array[index] = plain[index]
        }
        #expect(array.chunks.flatMap { $0 } == plain)
        #expect(array.chunks.dropLast().allSatisfy { $0.count == ChunkedArray<UInt64>.chunkCount })
        #expect(array.count == plain.count)
    }

    @Test func `a chunked array takes no piece behind one that is not full`() {
        var array = ChunkedArray<UInt64>()
        let chunks: [[UInt64]] = [[], .init(repeating: 0, count: ChunkedArray<UInt64>.chunkCount + 1), [1, 2], [3]]
        let taken = chunks.map { array.append(chunk: $0) }
        #expect(taken == [false, false, true, false])
        #expect(array.count == 2)
    }

    @Test func `a table finds everything that was added, and copies of a hash as well`() {
        var random = SeededSequence(for: #function)
        var table = FingerprintTable()
        var known: [UInt64: Set<UInt32>] = [:]
        // Few upper bits, so that a few of the small tables grow many times.
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

    @Test func `a hash that wraps around the end of its table is found`() {
        var table = FingerprintTable()
        // All of them belong into the last slot.
        for number in 0..<100 as Range<UInt32> { table.insert(number, for: 0xffff_ffff) }
        #expect(Set(table.candidates(for: 0xffff_ffff)) == Set(0..<100))
        #expect(Array(table.candidates(for: 0xffff_fffe)).isEmpty)
        #expect(Array(table.candidates(for: 0xffff_ffff | 1 << 63)).isEmpty, "another table")
    }

    @Test func `a table is restored from its slots, and from nothing that would never end`() {
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
        #expect(!full, "a table that is full has no end")
        let beyond = other.restore([], segment: FingerprintTable.segmentCount)
        #expect(!beyond)
        let empty = other.restore([], segment: 0)
        #expect(empty)
    }

    /// Worked out with another implementation, which gives the paper's own values for SipHash-2-4.
    @Test(
        arguments: [
            (0, 0xabac_0158_050f_c4dc), (1, 0xc9f4_9bf3_7d57_ca93), (7, 0xd392_7d98_9bb1_1140),
            (8, 0x3690_9511_8d29_9a8e),
            (9, 0x25a4_8eb3_6c06_3de4), (15, 0xd320_d86d_2a51_9956), (16, 0xcc4f_dd1a_7d90_8b66),
            (63, 0x9d19_9062_b7bb_b3a8),
        ] as [(Int, UInt64)]
    )
    func `the hash is SipHash-1-3`(count: Int, expected: UInt64) {
        let hash = KeyedHash(key: 0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
        #expect(hash.hash((0..<count).map { UInt8($0) }) == expected)
    }

    @Test func `the key is the journal's ID`() {
        let id = "0706050403020100" + "0f0e0d0c0b0a0908"
        #expect(KeyedHash(journalID: id).hash([]) == 0xabac_0158_050f_c4dc)
        let others = ["", "x", String(id.dropLast()), id.uppercased() + "0"].map { KeyedHash(journalID: $0).hash([1]) }
        #expect(Set(others).count == others.count)
    }

    private static func moment(in bytes: [UInt8], at start: Int) -> Instant? { Instant(textIn: bytes.span, at: start) }

    @Test func `a moment is read from its own text and from no other`() throws {
        var random = SeededSequence(for: #function)
        for _ in 0..<5000 {
            let range = Instant.earliest.milliseconds...Instant.latest.milliseconds
            let moment = Instant(milliseconds: .random(in: range, using: &random))
            var bytes = Array("x\(moment.text)y".utf8)
            #expect(Self.moment(in: bytes, at: 1) == moment)
            #expect(Self.moment(in: bytes, at: 3) == nil, "too short")
            let place = 1 + Int.random(in: 0..<24, using: &random)
            bytes[place] = UInt8.random(in: 32..<127, using: &random)
            let text = String(decoding: bytes[1..<25], as: UTF8.self)
            let read = Self.moment(in: bytes, at: 1)
            if let read { #expect(read.text == text) }
            let isPlain = text.utf8.elementsEqual((try? Instant(rfc3339: text))?.text.utf8 ?? "".utf8)
            #expect((read != nil) == isPlain, "\(text)")
        }
    }
}
