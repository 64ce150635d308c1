@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct RecordReadingTests {
    /// A journal with three records in two batches, and where they went.
    private struct Place {
        let disk = SimulatedDisk()
        let journal: Journal
        let records: [DurableRecord]

        init() async throws {
            let told = Monitor<[[DurableRecord]]>([])
            var settings = Journal.Settings()
            settings.onDurable = { batch in told.withLock { $0.append(batch) } }
            let gate = SyncGate()
            disk.faults.beforeDataSync = { _ in gate.wait() }
            journal = try JournalFixture.open(disk, settings: settings)
            _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
            gate.waitForArrival(1)
            #expect(told.withLock { $0.isEmpty }, "told before its sync")
            _ = try journal.append(payload: JournalFixture.payload(2), count: 2)
            _ = try journal.append(payload: JournalFixture.payload(3), count: 1)
            gate.letPass(9)
            try await journal.durable(through: 4)
            let batches = told.withLock { $0 }
            #expect(batches.map { $0.map(\.seq) } == [[1], [2, 4]])
            records = batches.flatMap { $0 }
        }
    }

    @Test func `a record is read at the place that was told, and is what replay tells`() async throws {
        let place = try await Place()
        let read = try place.records.map { try place.journal.records.record(at: $0.offset, length: $0.length) }
        let cached = try place.records.map { try place.journal.records.cachedRecord(at: $0.offset, length: $0.length) }
        let told = read.map { Told($0.seq, $0.count, String(decoding: $0.payload, as: UTF8.self)) }
        #expect(place.records.map(\.count) == [1, 2, 1])
        #expect(cached.map { $0?.payload } == read.map(\.payload))
        #expect(read.last?.hash == place.journal.status.head)
        place.journal.close()
        #expect(try JournalFixture.told(by: place.disk) == told)
        let first = place.records[0]
        #expect(try place.journal.records.record(at: first.offset, length: first.length).seq == 1, "closed")
    }

    @Test func `a commit marker is not told as a record`() async throws {
        let place = try await Place()
        let end = place.journal.status.byteCount
        #expect(place.records.last.map { $0.offset + $0.length } == end)
        place.journal.close()
        #expect(place.journal.status.byteCount > end)
    }

    @Test func `what is not in memory is not waited for`() async throws {
        let place = try await Place()
        let record = place.records[1]
        for count in [0, 1, record.length - 1] {
            place.disk.faults.cachedBytesMax = count
            #expect(try place.journal.records.cachedRecord(at: record.offset, length: record.length) == nil)
        }
        place.disk.faults.cachedBytesMax = record.length
        #expect(try place.journal.records.cachedRecord(at: record.offset, length: record.length)?.seq == 2)
        place.journal.close()
    }

    @Test func `bytes that are not the record are never taken for it`() async throws {
        let place = try await Place()
        let record = place.records[1]
        var whole = try #require(place.disk.bytes(of: JournalFixture.path))
        var misses = [(record.offset - 1, record.length), (record.offset, record.length - 1)]
        misses += [(record.offset, record.length + 1), (whole.count - 5, record.length), (whole.count, 0)]
        for (offset, length) in misses {
            let error = #expect(throws: JournalError.self) {
                _ = try place.journal.records.record(at: offset, length: length)
            }
            #expect(error?.code == .recordLost(byte: offset))
        }
        for byte in record.offset..<record.offset + record.length {
            whole[byte] ^= 1
            place.disk.setBytes(whole, of: JournalFixture.path)
            #expect(throws: JournalError.self) {
                _ = try place.journal.records.record(at: record.offset, length: record.length)
            }
            whole[byte] ^= 1
        }
        place.disk.faults.unreadableByte = record.offset + 3
        let error = #expect(throws: JournalError.self) {
            _ = try place.journal.records.record(at: record.offset, length: record.length)
        }
        #expect(error?.cause == SystemCallFailure("pread", .ioError))
        place.journal.close()
    }
}
