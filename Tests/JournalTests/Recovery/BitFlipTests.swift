@testable import Journal
import TestSupport
import Testing

/// Every single bit of a small journal that ends with a commit marker, turned over.
@Suite struct BitFlipTests {
    private let built = BuiltJournal([[1], [1, 1], [0]])

    @Test func `in the header or a proven batch it is refused with its line, and nothing changes`() throws {
        let markerStart = built.lines[4].lowerBound
        var refusedCount = 0
        for byte in 0..<markerStart {
            let line = (built.lines.firstIndex { $0.contains(byte) } ?? 0) + 1
            for bit in 0..<8 {
                var bytes = built.bytes
                bytes[byte] ^= 1 << bit
                let disk = BuiltJournal.disk(with: bytes)
                do {
                    try JournalFixture.open(disk).close()
                    Issue.record("byte \(byte) bit \(bit) went unnoticed")
                } catch let error as JournalError {
                    let expected = JournalError.Code.damaged(line: line, byte: built.lines[line - 1].lowerBound)
                    if error.code == expected { refusedCount += 1 }
                    #expect(error.code == expected, "byte \(byte) bit \(bit)")
                }
                #expect(disk.counts.writes + disk.counts.truncates == 0)
            }
        }
        #expect(refusedCount == markerStart * 8)
    }

    @Test func `in the last commit marker it is refused as an edit, or costs only that and is reported`() throws {
        var refusedCount = 0
        for byte in built.lines[4] {
            for bit in 0..<8 {
                var bytes = built.bytes
                bytes[byte] ^= 1 << bit
                let disk = BuiltJournal.disk(with: bytes)
                var replayed: [TestRecord] = []
                do {
                    let journal = try JournalFixture.open(disk, replayed: &replayed)
                    #expect(journal.recovery.tornByteCount > 0)
                    #expect(replayed == built.records)
                    journal.close()
                } catch let error as JournalError {
                    #expect(error.code == .damaged(line: 5, byte: built.lines[4].lowerBound))
                    #expect(disk.bytes(of: JournalFixture.path) == bytes)
                    refusedCount += 1
                }
            }
        }
        #expect(refusedCount > built.lines[4].count * 4, "most flips leave text")
    }
}
