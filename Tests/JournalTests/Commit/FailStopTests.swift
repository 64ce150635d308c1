@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport
import Testing

/// After the first write or sync that fails nothing is acknowledged, written or synced any more.
@Suite struct FailStopTests {
    private static let recordCount = 40

    /// Appends one record after the other and returns how many were acknowledged.
    private func acknowledgedCount(of journal: Journal) async -> Int {
        var count = 0
        for number in 1...Self.recordCount {
            do {
                let seq = try journal.append(payload: JournalFixture.payload(number, byteCount: 600), count: 1)
                try await journal.durable(through: seq)
                count += 1
            } catch {
                #expect(error.code == .systemCall)
            }
        }
        return count
    }

    @Test(arguments: 1...recordCount)
    func `a failing sync`(number: Int) async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        disk.faults.failingDataSync = (number, .ioError)
        #expect(await acknowledgedCount(of: journal) == number - 1)
        #expect(journal.status.durableSeq == UInt64(number - 1))
        #expect(journal.status.failure?.cause == SystemCallFailure("fdatasync", .ioError))
        journal.close()
        #expect(disk.counts.dataSyncs == number, "never synced again")
        #expect(disk.counts.writes == number + 1, "never written again")
        let replayed = try JournalFixture.replayed(by: disk.afterKill())
        #expect(replayed.count == number - 1 || replayed.count == number)
    }

    @Test(arguments: 1...recordCount, [Errno.ioError, .noSpace, .diskQuotaExceeded])
    func `a failing write`(number: Int, errno: Errno) async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        disk.faults.failingWrite = .init(number: number + 1, error: errno, storedByteCount: 300)
        #expect(await acknowledgedCount(of: journal) == number - 1)
        journal.close()
        #expect(disk.counts.dataSyncs == number - 1)
        #expect(disk.counts.writes == number + 1)
        #expect(try JournalFixture.replayed(by: disk.afterKill()).count == number - 1)
    }

    @Test func `an interrupted sync is a failed sync`() async throws {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk)
        disk.faults.failingDataSync = (1, .interrupted)
        #expect(await acknowledgedCount(of: journal) == 0)
        #expect(disk.counts.dataSyncs == 1)
    }

    @Test func `interrupted and short writes go on and leave one whole line each`() async throws {
        let disk = SimulatedDisk()
        disk.faults.interruptsWrites = true
        disk.faults.writeBytesMax = 97
        let journal = try JournalFixture.open(disk)
        #expect(await acknowledgedCount(of: journal) == Self.recordCount)
        journal.close()
        #expect(try JournalFixture.replayed(by: disk).count == Self.recordCount)
    }

    @Test func `every waiter gets the error, then the failure is reported once`() async throws {
        let disk = SimulatedDisk()
        let reports = Monitor<[JournalError]>([])
        var settings = Journal.Settings()
        settings.onFailure = { failure in
            reports.withLock { $0.append(failure) }
            reports.signal()
        }
        let journal = try JournalFixture.open(disk, settings: settings)
        let gate = SyncGate()
        disk.faults.beforeDataSync = { _ in gate.wait() }
        disk.faults.failingDataSync = (1, .ioError)
        try await withThrowingTaskGroup(of: JournalError?.self) { group in
            for number in 1...50 {
                guard let seq = try? journal.append(payload: JournalFixture.payload(number), count: 1) else { continue }
                group.addTask {
                    do throws(JournalError) {
                        try await journal.durable(through: seq)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            gate.letPass(100)
            let errors = try await group.reduce(into: [JournalError?]()) { $0.append($1) }
            #expect(errors.count == 50)
            // Without the failure its report would be waited for in vain.
            try #require(errors.allSatisfy { $0?.cause == SystemCallFailure("fdatasync", .ioError) })
        }
        reports.wait { $0.isEmpty ? nil : () }
        let error = #expect(throws: JournalError.self) {
            try journal.append(payload: JournalFixture.payload(1), count: 1)
        }
        #expect(error?.cause == SystemCallFailure("fdatasync", .ioError))
        journal.close()
        #expect(reports.withLock { $0.count } == 1)
    }
}
