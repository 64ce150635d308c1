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
            let replayed = Monitor<[[DurableRecord]]>([])
            let gate = SyncGate()
            disk.faults.beforeDataSync = { _ in gate.wait() }
            journal = try JournalFixture.open(disk) { batch in replayed.withLock { $0.append(batch) } }
            _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
            gate.waitForArrival(1)
            #expect(replayed.withLock { $0.isEmpty }, "replayed before its sync")
            _ = try journal.append(payload: JournalFixture.payload(2), count: 2)
            _ = try journal.append(payload: JournalFixture.payload(3), count: 1)
            gate.letPass(9)
            try await journal.durable(through: 4)
            let batches = replayed.withLock { $0 }
            #expect(batches.map { $0.map(\.seq) } == [[1], [2, 4]])
            records = batches.flatMap { $0 }
        }
    }

    @Test func `a record is read at the position that onDurable got, and equals the replayed one`() async throws {
        let place = try await Place()
        let read = try place.records.map {
            try place.journal.records.record(at: $0.position.offset, length: $0.position.length)
        }
        let cached = try place.records.map {
            try place.journal.records.cachedRecord(at: $0.position.offset, length: $0.position.length)
        }
        let replayed = read.map { TestRecord($0.seq, $0.count, String(decoding: $0.payload, as: UTF8.self)) }
        #expect(place.records.map(\.count) == [1, 2, 1])
        #expect(cached.map { $0?.payload } == read.map(\.payload))
        #expect(read.last?.hash == place.journal.status.head)
        place.journal.close()
        #expect(try JournalFixture.replayed(by: place.disk) == replayed)
        let first = place.records[0]
        #expect(
            try place.journal.records.record(at: first.position.offset, length: first.position.length).seq == 1,
            "closed"
        )
    }

    @Test func `a commit marker is not handed over as a record`() async throws {
        let place = try await Place()
        let end = place.journal.status.byteCount
        #expect(place.records.last.map { $0.position.end } == end)
        place.journal.close()
        #expect(place.journal.status.byteCount > end)
    }

    @Test func `a read from memory never waits for the disk`() async throws {
        let place = try await Place()
        let record = place.records[1].position
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
        let record = place.records[1].position
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
