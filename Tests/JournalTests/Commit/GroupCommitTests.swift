@testable import Journal
import Storage
import TestSupport
import Testing

@Suite struct GroupCommitTests {
    @Test func `records that arrive during a sync are one batch with one write and one sync`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        let gate = SyncGate()
        disk.faults.beforeDataSync = { _ in gate.wait() }
        _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
        gate.waitForArrival(1)
        for number in 2...100 { _ = try journal.append(payload: JournalFixture.payload(number), count: 1) }
        #expect(journal.status.durableSeq == 0)
        gate.letPass(1)
        try await journal.durable(through: 1)
        gate.waitForArrival(2)
        #expect(journal.status.durableSeq == 1)
        gate.letPass(1)
        try await journal.durable(through: 100)
        #expect(disk.counts.writes == 3, "the header and two batches")
        #expect(disk.counts.dataSyncs == 2)
        gate.letPass(1)
        journal.close()
    }

    @Test func `a batch is completed where the settings say, and the next is written after that`() async throws {
        let completions = Monitor<[@Sendable () -> Void]>([])
        var settings = Journal.Settings()
        settings.complete = { completion in
            completions.withLock { $0.append(completion) }
            completions.signal()
        }
        let disk = SimulatedDisk()
        let durable = Monitor<[UInt64]>([])
        let journal = try JournalFixture.open(disk, settings: settings) { records in
            durable.withLock { $0 += records.map(\.seq) }
        }
        for number in 1...2 { _ = try journal.append(payload: JournalFixture.payload(number), count: 1) }
        let first = completions.wait { $0.popLast() }
        _ = try journal.append(payload: JournalFixture.payload(3), count: 1)
        #expect(journal.status.durableSeq == 0)
        #expect(durable.withLock(\.isEmpty))
        first()
        let reached = journal.status.durableSeq
        try await journal.durable(through: reached)
        #expect(reached >= 1 && durable.withLock { $0 } == Array(1...reached))
        let ended = Monitor(false)
        let closing = try POSIXThread {
            journal.close()
            ended.withLock { $0 = true }
            completions.signal()
        }
        while let next = completions.wait(for: { waiting in
            waiting.popLast().map(Optional.some) ?? (ended.withLock { $0 } ? .some(nil) : nil)
        }) {
            next()
        }
        closing.join()
        #expect(durable.withLock { $0 } == [1, 2, 3])
        #expect(try JournalFixture.replayed(by: disk).count == 3)
    }

    @Test func `each lone record is written and synced once`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        let before = disk.counts
        for number in 1...20 {
            let seq = try journal.append(payload: JournalFixture.payload(number), count: 1)
            try await journal.durable(through: seq)
        }
        #expect(disk.counts.writes - before.writes == 20)
        #expect(disk.counts.dataSyncs - before.dataSyncs == 20)
        journal.close()
    }

    @Test func `the commit thread gives a sign between two steps, and none while a sync is stuck`() throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        let signs = SyncGate()
        signs.letPass(2)
        journal.requestSign { signs.wait() }
        signs.waitForArrival(1)
        let gate = SyncGate()
        let given = Monitor(false)
        disk.faults.beforeDataSync = { _ in
            gate.wait()
            #expect(!given.withLock { $0 })
        }
        _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
        gate.waitForArrival(1)
        journal.requestSign {
            given.withLock { $0 = true }
            signs.wait()
        }
        gate.letPass(1)
        signs.waitForArrival(2)
        disk.faults.beforeDataSync = nil
        journal.close()
    }

    @Test func `a full queue is busy and has room again after a sync`() async throws {
        let disk = SimulatedDisk()
        var settings = Journal.Settings()
        settings.queueBytesMax = 4000
        let journal = try JournalFixture.open(disk, settings: settings)
        let gate = SyncGate()
        disk.faults.beforeDataSync = { _ in gate.wait() }
        _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
        gate.waitForArrival(1)
        var lastSeq: UInt64 = 1
        let error = #expect(throws: JournalError.self) {
            while true { lastSeq = try journal.append(payload: JournalFixture.payload(2, byteCount: 744), count: 1) }
        }
        #expect(error?.code == .busy)
        #expect(lastSeq == 5)
        gate.letPass(100)
        try await journal.durable(through: lastSeq)
        #expect(try journal.append(payload: JournalFixture.payload(3), count: 1) == 6)
        journal.close()
    }

    @Test func `many tasks at once are all resumed, in order of their numbers`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        try await withThrowingTaskGroup(of: UInt64.self) { group in
            for number in 1...500 {
                group.addTask {
                    let seq = try journal.append(payload: JournalFixture.payload(number), count: 1)
                    try await journal.durable(through: seq)
                    #expect(journal.status.durableSeq >= seq)
                    return seq
                }
            }
            let seqs = try await group.reduce(into: Set<UInt64>()) { $0.insert($1) }
            #expect(seqs == Set(1...500))
        }
        journal.close()
        #expect(try JournalFixture.replayed(by: disk).count == 500)
    }
}
