@testable import Journal
import SystemPackage
import TestSupport
import Testing
import Storage

/// Newlines written ahead of the records: how many, when, and that they never cost anything.
@Suite struct PaddingTests {
    private static let newline = UInt8(ascii: "\n")
    private static let stretch = Padding.Limits().byteCountMin

    private func append(_ numbers: ClosedRange<Int>, to journal: Journal, byteCount: Int = 0) async throws {
        for number in numbers {
            let payload = JournalFixture.payload(number, byteCount: byteCount)
            try await journal.durable(through: try journal.append(payload: payload, count: 1))
        }
    }

    /// The file's bytes, split into the records and the rest.
    private func file(_ journal: Journal, on disk: SimulatedDisk) throws -> (records: [UInt8], rest: [UInt8]) {
        let bytes = try #require(disk.bytes(of: JournalFixture.path))
        let byteCount = journal.status.byteCount
        return (Array(bytes.prefix(byteCount)), Array(bytes.dropFirst(byteCount)))
    }

    @Test func `a stretch is for many batches, at most doubles, and has bounds`() {
        var padding = Padding(end: 100, limits: .init(byteCountMin: 1000, byteCountMax: 9000, batchCount: 10))
        func next(_ batchByteCount: Int, spare: Int = .max) -> Int {
            let start = padding.end
            let count = padding.stretch(behind: batchByteCount, at: start) { spare }
            padding.wrote(through: start + batchByteCount + count)
            return count
        }
        #expect([5000, 5000, 5000, 5000, 5000].map { next($0) } == [1000, 2000, 4000, 8000, 9000])
        #expect([10, 120, 150].map { next($0) } == [1000, 1200, 1500])
        #expect(next(10, spare: 1009) == 0, "nothing to spare")
        #expect(next(10, spare: 1010) == 1000)
        let end = padding.end
        #expect(padding.stretch(behind: 10, at: end - 10) { .max } == 0, "fits")
        #expect(padding.stretch(behind: 11, at: end - 10) { .max } == 1000)
        #expect(padding.room(behind: end - 10) == 10)
        #expect(padding.room(behind: end + 1) == 0)
    }

    @Test func `a new journal has none until its first record, and none after a clean stop`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        #expect(try file(journal, on: disk).rest == [])
        try await append(1...3, to: journal)
        #expect(try file(journal, on: disk).rest.allSatisfy { $0 == Self.newline })
        journal.close()
        let end = try file(journal, on: disk)
        #expect(end.rest == [])
        #expect(end.records.suffix(3) == Array("\"}\n".utf8))
    }

    @Test func `records are written over it, with one write and one sync each`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        try await append(1...1, to: journal)
        let (records, rest) = try file(journal, on: disk)
        #expect(rest == [UInt8](repeating: Self.newline, count: Self.stretch))
        let before = disk.counts
        try await append(2...40, to: journal, byteCount: 1000)
        #expect(disk.counts.writes - before.writes == 39)
        #expect(disk.counts.dataSyncs - before.dataSyncs == 39)
        let later = try file(journal, on: disk)
        #expect(later.records.starts(with: records))
        #expect(later.records.count + later.rest.count == records.count + rest.count, "the file grew")
        try await append(41...100, to: journal, byteCount: 1000)
        #expect(disk.counts.writes - before.writes == 99)
        #expect(try file(journal, on: disk).rest.allSatisfy { $0 == Self.newline })
        journal.close()
        #expect(try JournalFixture.replayed(by: disk).count == 100)
    }

    @Test(arguments: [true, false])
    func `none is written where it saves nothing, or when it is turned off`(copiesOnWrite: Bool) async throws {
        let disk = SimulatedDisk()
        disk.faults.copiesOnWrite = copiesOnWrite
        var settings = Journal.Settings()
        settings.writesPadding = copiesOnWrite
        let journal = try JournalFixture.open(disk, settings: settings)
        try await append(1...9, to: journal)
        #expect(try file(journal, on: disk).rest == [])
        journal.close()
        #expect(disk.counts.truncates == 0)
    }

    @Test func `the padding of a killed process is used on, and cut off by a clean stop without a record`() async throws
    {
        let disk = SimulatedDisk()
        let first = try JournalFixture.open(disk)
        try await append(1...1, to: first)
        let byteCount = try #require(disk.bytes(of: JournalFixture.path)).count
        let second = disk.afterKill()
        first.close()
        let journal = try JournalFixture.open(second)
        #expect(journal.recovery.tornFile == nil)
        try await append(2...20, to: journal)
        #expect(second.bytes(of: JournalFixture.path)?.count == byteCount)
        let third = second.afterKill()
        let idle = try JournalFixture.open(third)
        idle.close()
        #expect(try file(idle, on: third).rest == [])
        #expect(try JournalFixture.replayed(by: third).count == 20)
    }

    @Test func `newlines that were not taken fail nothing, and lines that were not taken do`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        disk.faults.writeBytesMax = 2000
        try await append(1...1, to: journal)
        let (records, rest) = try file(journal, on: disk)
        #expect(records.count + rest.count == JournalFixture.header.line().bytes.count + 2000)
        #expect(disk.counts.writes == 2)
        disk.faults.failingWrite = .init(number: 3, error: .noSpace, storedByteCount: 10)
        let seq = try journal.append(payload: JournalFixture.payload(2, byteCount: 3000), count: 1)
        let error = await #expect(throws: JournalError.self) { try await journal.durable(through: seq) }
        #expect(error?.cause?.error == .noSpace)
        journal.close()
        #expect(disk.counts.truncates == 0, "nothing touches the file after a failure")
        #expect(try JournalFixture.replayed(by: disk.afterKill()).count == 1)
    }

    @Test func `on a full disk records go on within it, and are refused behind it`() async throws {
        let disk = SimulatedDisk()
        var settings = Journal.Settings()
        settings.freeSpaceInterval = .zero
        let journal = try JournalFixture.open(disk, settings: settings)
        try await append(1...1, to: journal)
        disk.setFreeBytes(0)
        let byteCount = try #require(disk.bytes(of: JournalFixture.path)).count
        var made = 1
        let error = await #expect(throws: JournalError.self) {
            while true {
                try await append(made + 1...made + 1, to: journal, byteCount: 1000)
                made += 1
            }
        }
        #expect(error?.code == .outOfSpace)
        #expect((40..<64).contains(made), "of 64 KiB, in lines of up to 1256 bytes")
        #expect(disk.bytes(of: JournalFixture.path)?.count == byteCount)
        journal.close()
        #expect(try JournalFixture.replayed(by: disk).count == made)
    }

    @Test func `it takes nothing of the reserve`() async throws {
        let disk = SimulatedDisk()
        let settings = Journal.Settings()
        disk.setFreeBytes(settings.freeBytesReserve + Self.stretch)
        let journal = try JournalFixture.open(disk)
        try await append(1...1, to: journal)
        #expect(try file(journal, on: disk).rest == [])
        disk.setFreeBytes(settings.freeBytesReserve + Self.stretch + 1000)
        try await append(2...2, to: journal)
        #expect(try file(journal, on: disk).rest.count == Self.stretch)
        journal.close()
    }

    @Test func `bytes written since the last look at the free space are counted`() async throws {
        let disk = SimulatedDisk()
        var settings = Journal.Settings()
        let now = ContinuousClock.now
        settings.now = { now }
        settings.writesPadding = false
        disk.setFreeBytes(settings.freeBytesReserve + 4500)
        let journal = try JournalFixture.open(disk, settings: settings)
        try await append(1...3, to: journal, byteCount: 1000)
        let error = await #expect(throws: JournalError.self) { try await append(4...4, to: journal, byteCount: 1000) }
        #expect(error?.code == .outOfSpace)
        journal.close()
    }

    @Test func `after many bytes the free space is looked at again before its second is over`() async throws {
        let disk = SimulatedDisk()
        var settings = Journal.Settings()
        let now = ContinuousClock.now
        settings.now = { now }
        settings.writesPadding = false
        let journal = try JournalFixture.open(disk, settings: settings)
        disk.setFreeBytes(1 << 30)
        try await append(1...1, to: journal)
        disk.setFreeBytes(0)
        try await append(2...2, to: journal, byteCount: settings.freeBytesReserve / 16)
        let error = await #expect(throws: JournalError.self) { try await append(3...3, to: journal) }
        #expect(error?.code == .outOfSpace)
        journal.close()
    }
}
