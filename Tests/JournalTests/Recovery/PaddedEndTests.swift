@testable import Journal
import SystemPackage
import TestSupport
import Testing

/// The remains of a batch that was written over newlines: any of its sectors, in any combination.
@Suite struct PaddedEndTests {
    private static let sectorByteCount = 512
    private static let padding = [UInt8](repeating: UInt8(ascii: "\n"), count: 3000)

    /// A padded journal whose last batch was never acknowledged, with bytes in some of its sectors as they were before.
    private func disk(_ built: BuiltJournal, from start: Int, losing lost: Set<Int>) -> SimulatedDisk {
        var bytes = built.bytes + Self.padding
        for index in start..<built.bytes.count where lost.contains(index / Self.sectorByteCount) {
            bytes[index] = UInt8(ascii: "\n")
        }
        return BuiltJournal.disk(with: bytes)
    }

    @Test(arguments: [[1], [0], [1, 1], [1, 1, 1]])
    func `whichever sectors of the last batch are missing, the start is not refused and loses nothing else`(
        counts: [Int]
    ) throws {
        for payloadByteCount in [0, 300, 500] {
            let before = BuiltJournal([[1], [2, 1]], payloadByteCount: payloadByteCount)
            var built = before
            built.append(counts, payloadByteCount: payloadByteCount)
            let start = before.bytes.count
            let sectors = Array(start / Self.sectorByteCount...(built.bytes.count - 1) / Self.sectorByteCount)
            for choice in 0..<1 << sectors.count {
                let lost = Set(sectors.indices.filter { choice >> $0 & 1 == 1 }.map { sectors[$0] })
                let disk = disk(built, from: start, losing: lost)
                let replayed = try JournalFixture.replayed(by: disk)
                #expect(replayed.starts(with: before.records), "without sectors \(lost) of \(sectors)")
                #expect(built.records.starts(with: replayed), "without sectors \(lost) of \(sectors)")
                #expect(!lost.isEmpty || replayed == built.records)
                #expect(try JournalFixture.replayed(by: disk) == replayed, "the second start")
            }
        }
    }

    @Test func `a missing sector of a batch that was followed by another is refused`() throws {
        let before = BuiltJournal([[1]], payloadByteCount: 700)
        var built = before
        built.append([1, 1], payloadByteCount: 700)
        let end = built.bytes.count
        built.append([1], payloadByteCount: 700)
        for sector in before.bytes.count / Self.sectorByteCount..<end / Self.sectorByteCount {
            let disk = disk(built, from: before.bytes.count, losing: [sector])
            let bytes = disk.bytes(of: JournalFixture.path)
            #expect(throws: JournalError.self, "sector \(sector)") { _ = try JournalFixture.open(disk) }
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
        }
    }

    @Test func `a padded file cut at any length opens to the records before the cut`() throws {
        let built = BuiltJournal([[1], [1, 1]])
        let bytes = built.bytes + Self.padding
        let lengths = Array(built.lines[2].lowerBound..<built.bytes.count + 20) + [bytes.count - 1, bytes.count]
        for length in lengths {
            let disk = BuiltJournal.disk(with: Array(bytes[..<length]))
            var replayed: [TestRecord] = []
            let journal = try JournalFixture.open(disk, replayed: &replayed)
            // A record that lost only its newline is whole.
            let wholeCount = built.lines.dropFirst().count { $0.upperBound - 1 <= length }
            #expect(replayed == Array(built.records.prefix(wholeCount)), "\(length) bytes")
            let isTorn = built.lines[wholeCount].upperBound < min(length, built.bytes.count)
            #expect((journal.recovery.tornByteCount > 0) == isTorn)
            journal.close()
        }
    }

    @Test func `a bit turned over in the padding costs nothing and is reported`() throws {
        let built = BuiltJournal([[1], [1], [0]])
        for byte in [0, 1, 511, 512, 2998, 2999] {
            for bit in 0..<8 {
                var bytes = built.bytes + Self.padding
                bytes[built.bytes.count + byte] ^= 1 << bit
                let disk = BuiltJournal.disk(with: bytes)
                var replayed: [TestRecord] = []
                let journal = try JournalFixture.open(disk, replayed: &replayed)
                #expect(replayed == built.records)
                #expect(journal.recovery.tornByteCount > 0)
                journal.close()
            }
        }
    }

    @Test func `a bit turned over in front of the padding is found like any other`() throws {
        let built = BuiltJournal([[1], [1, 1], [0]])
        for byte in 0..<built.bytes.count {
            var bytes = built.bytes + Self.padding
            bytes[byte] ^= 1 << (byte % 8)
            let disk = BuiltJournal.disk(with: bytes)
            if built.lines[4].contains(byte) {
                // The commit marker is the last batch, and nothing follows it: refused as an edit, or it alone is lost.
                let replayed = try? JournalFixture.replayed(by: disk)
                #expect(replayed == nil || replayed == built.records)
            } else {
                #expect(throws: JournalError.self, "byte \(byte)") { _ = try JournalFixture.open(disk) }
                #expect(disk.bytes(of: JournalFixture.path) == bytes)
            }
        }
    }
}
