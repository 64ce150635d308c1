@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct JournalTests {
    @Test func `a new journal has a header and no record`() throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        #expect(journal.recovery.wasCreated)
        #expect(journal.recovery.lastSeq == 0)
        #expect(journal.status.byteCount == JournalFixture.header.line().bytes.count)
        #expect(journal.status.head == journal.recovery.head)
        journal.close()
        #expect(disk.bytes(of: JournalFixture.path) == JournalFixture.header.line().bytes)
    }

    @Test func `sequence numbers count events in the order of calls`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        #expect(try journal.append(payload: JournalFixture.payload(1), count: 1) == 1)
        #expect(try journal.append(payload: JournalFixture.payload(2), count: 3) == 2)
        #expect(try journal.append(payload: JournalFixture.payload(3), count: 1) == 5)
        try await journal.durable(through: 5)
        #expect(journal.status.durableSeq == 5)
        #expect(journal.status.lastSeq == 5)
        journal.close()
        let expected = [1, 2, 3].map { String(decoding: JournalFixture.payload($0), as: UTF8.self) }
        #expect(
            try JournalFixture.replayed(by: disk) == [
                TestRecord(1, 1, expected[0]), TestRecord(2, 3, expected[1]), TestRecord(5, 1, expected[2]),
            ]
        )
    }

    @Test func `a durable number is durable without waiting`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        try await journal.durable(through: 0)
        let seq = try journal.append(payload: JournalFixture.payload(1), count: 1)
        try await journal.durable(through: seq)
        try await journal.durable(through: seq)
        journal.close()
        try await journal.durable(through: seq)
    }

    @Test func `closing drains and writes a commit marker`() throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        for number in 1...5 { _ = try journal.append(payload: JournalFixture.payload(number), count: 1) }
        journal.close()
        #expect(journal.status.durableSeq == 5)
        var replayed: [TestRecord] = []
        let again = try JournalFixture.open(disk, replayed: &replayed)
        #expect(replayed.map(\.seq) == [1, 2, 3, 4, 5])
        #expect(again.recovery.endedWithMarker)
        #expect(again.recovery.recordCount == 6)
        #expect(again.recovery.head == journal.status.head)
        again.close()
    }

    @Test func `closing twice, or with nothing written, writes no second commit marker`() throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
        journal.close()
        journal.close()
        let bytes = disk.bytes(of: JournalFixture.path)
        try JournalFixture.open(disk).close()
        #expect(disk.bytes(of: JournalFixture.path) == bytes)
    }

    @Test func `a closed journal refuses records and waits`() async throws {
        let journal = try JournalFixture.open(SimulatedDisk())
        journal.close()
        #expect(throws: JournalError.self) { try journal.append(payload: JournalFixture.payload(1), count: 1) }
        let error = await #expect(throws: JournalError.self) { try await journal.durable(through: 1) }
        #expect(error?.code == .closed)
    }

    @Test func `a second opener is refused until the first has closed`() throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
        #expect(error?.code == .lockHeld)
        journal.close()
        try JournalFixture.open(disk).close()
    }

    @Test func `a journal that goes away closes itself`() throws {
        let disk = SimulatedDisk()
        do {
            let journal = try JournalFixture.open(disk)
            _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
        }
        #expect(try JournalFixture.replayed(by: disk).count == 1)
    }

    @Test func `a record longer than the limit is refused`() throws {
        var settings = Journal.Settings()
        settings.recordBytesMax = 1000
        let journal = try JournalFixture.open(SimulatedDisk(), settings: settings)
        let error = #expect(throws: JournalError.self) {
            try journal.append(payload: JournalFixture.payload(1, byteCount: 1000), count: 1)
        }
        #expect(error?.code == .recordTooLarge)
        #expect(try journal.append(payload: JournalFixture.payload(1, byteCount: 700), count: 1) == 1)
        journal.close()
    }

    @Test func `a journal at its longest refuses records before anything is recorded`() throws {
        var settings = Journal.Settings()
        settings.fileBytesMax = 1500
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk, settings: settings)
        #expect(try journal.append(payload: JournalFixture.payload(1, byteCount: 500), count: 1) == 1)
        let error = #expect(throws: JournalError.self) {
            try journal.append(payload: JournalFixture.payload(2, byteCount: 500), count: 1)
        }
        #expect(error?.code == .outOfSpace)
        #expect(error?.message.contains("limit of 1500 bytes") == true)
        journal.close()
        #expect(try JournalFixture.replayed(by: disk).count == 1)
    }

    @Test func `a failure before the write fails the batch, and nothing is written`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.opened(disk).replay { _ in }
            .start(beforeCommit: { () throws(SystemCallFailure) in throw SystemCallFailure("rename", .noSpace) })
        let seq = try journal.append(payload: JournalFixture.payload(1), count: 1)
        let error = await #expect(throws: JournalError.self) { try await journal.durable(through: seq) }
        #expect(error?.cause == SystemCallFailure("rename", .noSpace))
        journal.close()
        #expect(disk.bytes(of: JournalFixture.path) == JournalFixture.header.line().bytes)
    }

    @Test func `little free space refuses records before anything is recorded`() throws {
        let disk = SimulatedDisk()
        let clock = Monitor(ContinuousClock.now)
        var settings = Journal.Settings()
        settings.now = { clock.withLock { $0 } }
        disk.setFreeBytes(settings.freeBytesReserve + 50)
        let journal = try JournalFixture.open(disk, settings: settings)
        let error = #expect(throws: JournalError.self) {
            try journal.append(payload: JournalFixture.payload(1, byteCount: 100), count: 1)
        }
        #expect(error?.code == .outOfSpace)
        // Room made is not seen before the next look, a second later.
        disk.setFreeBytes(1 << 30)
        #expect(throws: JournalError.self) {
            try journal.append(payload: JournalFixture.payload(1, byteCount: 100), count: 1)
        }
        clock.withLock { $0 += .seconds(1) }
        #expect(try journal.append(payload: JournalFixture.payload(1, byteCount: 100), count: 1) == 1)
        journal.close()
    }
}
