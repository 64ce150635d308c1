@testable import Journal
import SystemPackage
import TestSupport
import Testing

@Suite struct RecoveryTests {
    @Test func `a file cut at any byte of the last batch opens to the whole records before the cut`() throws {
        let built = BuiltJournal([[1], [2, 1], [1, 1]])
        let lastBatch = built.lines[4].lowerBound
        for cut in lastBatch...built.bytes.count {
            let disk = BuiltJournal.disk(with: Array(built.bytes[..<cut]))
            var replayed: [TestRecord] = []
            let journal = try JournalFixture.open(disk, replayed: &replayed)
            // A record that lost only its newline is whole.
            let wholeCount = built.lines.dropFirst().count { $0.upperBound - 1 <= cut }
            #expect(replayed == Array(built.records.prefix(wholeCount)), "cut at \(cut)")
            let goodEnd = built.lines[wholeCount].upperBound
            #expect(journal.recovery.tornByteCount == max(0, cut - goodEnd))
            #expect(
                journal.recovery.tornFile.flatMap { disk.bytes(of: $0) }
                    == (cut <= goodEnd ? nil : Array(built.bytes[goodEnd..<cut]))
            )
            #expect(disk.bytes(of: JournalFixture.path) == Array(built.bytes[..<goodEnd]))
            journal.close()
        }
    }

    @Test func `a hole in the last batch is repaired`() throws {
        let built = BuiltJournal([[1], [1, 1, 1]], payloadByteCount: 700)
        for hole in [0..<100, 600..<700, 0..<1024] {
            var bytes = built.bytes
            let start = built.lines[3].lowerBound
            for index in hole { bytes[start + index] = 0 }
            var replayed: [TestRecord] = []
            let journal = try JournalFixture.open(BuiltJournal.disk(with: bytes), replayed: &replayed)
            #expect(replayed == Array(built.records.prefix(2)))
            #expect(journal.recovery.tornByteCount == bytes.count - start)
            journal.close()
        }
    }

    @Test func `a hole at the beginning of the last batch is repaired`() throws {
        let built = BuiltJournal([[1], [1, 1, 1]], payloadByteCount: 700)
        var bytes = built.bytes
        for index in built.lines[2] { bytes[index] = UInt8(ascii: "\n") }
        #expect(try JournalFixture.replayed(by: BuiltJournal.disk(with: bytes)) == Array(built.records.prefix(1)))
    }

    @Test func `damage in front of a record of a later batch is refused and nothing changes`() throws {
        let built = BuiltJournal([[1], [1, 1], [1]])
        for line in 1...2 {
            var bytes = built.bytes
            bytes[built.lines[line].lowerBound + 100] ^= 1
            let disk = BuiltJournal.disk(with: bytes)
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(error?.code == .damaged(line: line + 1, byte: built.lines[line].lowerBound))
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
            #expect(disk.counts.writes == 0)
        }
    }

    @Test func `a damaged commit marker in front of the batch with its number is refused`() throws {
        let built = BuiltJournal([[1], [0], [1, 1]])
        var bytes = built.bytes
        bytes[built.lines[2].lowerBound + 50] ^= 1
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(BuiltJournal.disk(with: bytes)) }
        #expect(error?.code == .damaged(line: 3, byte: built.lines[2].lowerBound))
    }

    @Test func `a damaged last batch in front of its commit marker is refused`() throws {
        let built = BuiltJournal([[1], [1, 1], [0]])
        var bytes = built.bytes
        bytes[built.lines[3].lowerBound + 90] ^= 1
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(BuiltJournal.disk(with: bytes)) }
        #expect(error?.code == .damaged(line: 4, byte: built.lines[3].lowerBound))
    }

    @Test func `lines removed, repeated or swapped are refused`() throws {
        let built = BuiltJournal([[1], [1, 1, 1], [1]])
        let lines = built.lines.map { Array(built.bytes[$0]) }
        var variants: [[[UInt8]]] = []
        for index in 1..<5 {
            variants.append(lines.enumerated().filter { $0.offset != index }.map(\.element))
            variants.append(Array(lines[...index] + [lines[index]] + lines[(index + 1)...]))
        }
        variants.append(lines + [lines[5]])
        variants.append([lines[0], lines[1], lines[3], lines[2], lines[4], lines[5]])
        for variant in variants {
            let bytes = Array(variant.joined())
            let disk = BuiltJournal.disk(with: bytes)
            #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
        }
    }

    @Test func `padding at the end is ignored and overwritten`() async throws {
        let built = BuiltJournal([[1], [1]])
        let disk = BuiltJournal.disk(with: built.bytes + Array(repeating: UInt8(ascii: "\n"), count: 5000))
        var replayed: [TestRecord] = []
        let journal = try JournalFixture.open(disk, replayed: &replayed)
        #expect(replayed == built.records)
        #expect(journal.recovery.tornFile == nil)
        #expect(try journal.append(payload: JournalFixture.payload(3), count: 1) == 3)
        journal.close()
        #expect(try JournalFixture.replayed(by: disk).count == 3)
    }

    @Test func `an empty line between records is refused`() throws {
        let built = BuiltJournal([[1], [1]])
        var bytes = built.bytes
        bytes.insert(UInt8(ascii: "\n"), at: built.lines[2].lowerBound)
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(BuiltJournal.disk(with: bytes)) }
        #expect(error?.code == .damaged(line: 3, byte: built.lines[2].lowerBound))
    }

    @Test func `more behind the last good record than one write can leave is refused`() throws {
        let built = BuiltJournal([[1]])
        var settings = Journal.Settings()
        settings.batchBytesMax = 1000
        settings.recordBytesMax = 2000
        for (count, isRefused) in [(2000, false), (2001, true)] {
            let disk = BuiltJournal.disk(with: built.bytes + Array(repeating: 0, count: count))
            if isRefused {
                let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk, settings: settings) }
                #expect(error?.code == .damaged(line: 3, byte: built.bytes.count))
            } else {
                try JournalFixture.open(disk, settings: settings).close()
            }
        }
    }

    @Test func `a read error is not the end of the file`() throws {
        let built = BuiltJournal([[1], [1], [1]])
        for byte in [0, built.lines[2].lowerBound, built.bytes.count - 1] {
            let disk = built.disk
            disk.faults.unreadableByte = byte
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(error?.code == .systemCall)
            #expect(disk.bytes(of: JournalFixture.path) == built.bytes)
        }
    }

    @Test func `an error of the receiver ends the opening`() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            _ = try JournalFixture.opened(BuiltJournal([[1]]).disk).replay { _ in throw Stop() }
        }
    }

    @Test func `what a failed sync left in the cache is on the disk after recovery`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        disk.faults.failingDataSync = (1, .ioError)
        let seq = try journal.append(payload: JournalFixture.payload(1), count: 1)
        await #expect(throws: JournalError.self) { try await journal.durable(through: seq) }
        journal.close()
        let restarted = disk.afterKill()
        var replayed: [TestRecord] = []
        _ = try JournalFixture.open(restarted, replayed: &replayed)
        var random = SeededSequence(seed: 1)
        #expect(try JournalFixture.replayed(by: restarted.afterPowerCut(using: &random)) == replayed)
    }

    @Test func `the last batch is written and synced again before anything is served`() throws {
        let built = BuiltJournal([[1], [1, 1]])
        let disk = built.disk
        let journal = try JournalFixture.open(disk)
        #expect(disk.counts.cacheDrops == 1)
        #expect(disk.counts.writes == 1)
        #expect(disk.counts.syncs == 1, "whole, so that an earlier cut is lasting too")
        #expect(disk.counts.dataSyncs == 0)
        #expect(disk.bytes(of: JournalFixture.path) == built.bytes)
        journal.close()
    }
}
