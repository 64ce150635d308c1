@testable import Journal
import Testing

@Suite struct CommitQueueTests {
    private typealias Queue = CommitQueue<Int>

    private func queue(nextSeq: UInt64 = 1, needsMarker: Bool = false, batchBytesMax: Int = 10_000) -> Queue {
        let limits = Queue.Limits(batchBytesMax: batchBytesMax, recordBytesMax: 5000, queueBytesMax: 20_000)
        return Queue(nextSeq: nextSeq, needsMarker: needsMarker, limits: limits)
    }

    private let payload = JournalFixture.payload(1)
    private let failure = JournalError(.systemCall, "broken")

    private func seqs(of step: Queue.Step?) -> [UInt64]? {
        guard case .commit(let entries) = step else { return nil }
        return entries.map(\.seq)
    }

    @Test func `the writer sleeps while there is nothing and is woken once`() throws {
        var queue = queue(nextSeq: 8)
        #expect(seqs(of: queue.nextStep()) == nil)
        #expect(try queue.enqueue(payload: payload, count: 2) == (8, true))
        #expect(seqs(of: queue.nextStep()) == [8])
        #expect(try queue.enqueue(payload: payload, count: 1) == (10, false))
        #expect(try queue.enqueue(payload: payload, count: 1) == (11, false))
        #expect(queue.synced(isMarker: false).isEmpty)
        #expect(queue.durableSeq == 9)
        #expect(seqs(of: queue.nextStep()) == [10, 11])
    }

    @Test func `waiters go on when their batch is synced, not before`() throws {
        var queue = queue()
        _ = try queue.enqueue(payload: payload, count: 1)
        _ = queue.nextStep()
        _ = try queue.enqueue(payload: payload, count: 1)
        for (seq, waiter) in [(UInt64(2), 22), (1, 11), (3, 33)] {
            guard case .waits = queue.wait(for: seq, waiter) else {
                Issue.record("\(seq) did not wait")
                return
            }
        }
        #expect(queue.synced(isMarker: false) == [11])
        guard case .durable = queue.wait(for: 1, 99) else {
            Issue.record("1 is not durable")
            return
        }
        _ = queue.nextStep()
        #expect(queue.synced(isMarker: false) == [22])
        queue.close()
        guard case .marker(seq: 3) = queue.nextStep() else {
            Issue.record("no commit marker")
            return
        }
        #expect(queue.synced(isMarker: true) == [])
        guard case .end([33], let error) = queue.nextStep() else {
            Issue.record("no end")
            return
        }
        #expect(error.code == .closed)
    }

    @Test func `a batch holds no more than its limit, and a longer record goes alone`() throws {
        var queue = queue(batchBytesMax: 1000)
        for byteCount in [300, 300, 300, 4000, 100] {
            _ = try queue.enqueue(payload: JournalFixture.payload(1, byteCount: byteCount), count: 1)
        }
        var batches: [[UInt64]] = []
        while let batch = seqs(of: queue.nextStep()) {
            batches.append(batch)
            _ = queue.synced(isMarker: false)
        }
        #expect(batches == [[1], [2], [3], [4], [5]] || batches == [[1, 2], [3], [4], [5]])
        #expect(queue.pendingByteCount == 0)
    }

    @Test func `a failure ends everything for everyone`() throws {
        var queue = queue()
        _ = try queue.enqueue(payload: payload, count: 1)
        _ = queue.nextStep()
        _ = try queue.enqueue(payload: payload, count: 1)
        _ = queue.wait(for: 1, 1)
        _ = queue.wait(for: 2, 2)
        #expect(queue.failed(failure) == [1, 2])
        #expect(queue.durableSeq == 0)
        #expect(queue.failure?.message == "broken")
        let error = #expect(throws: JournalError.self) { try queue.enqueue(payload: payload, count: 1) }
        #expect(error?.message == "broken")
        guard case .failed = queue.wait(for: 2, 3), case .end([], _) = queue.nextStep() else {
            Issue.record("not ended")
            return
        }
    }

    @Test func `a drain takes nothing new and writes a commit marker only where one is missing`() throws {
        var proven = queue()
        proven.close()
        guard case .end = proven.nextStep() else {
            Issue.record("a journal that ends with one needs no commit marker")
            return
        }
        var unproven = queue(nextSeq: 5, needsMarker: true)
        unproven.close()
        let error = #expect(throws: JournalError.self) { try unproven.enqueue(payload: payload, count: 1) }
        #expect(error?.code == .closed)
        guard case .marker(seq: 5) = unproven.nextStep() else {
            Issue.record("an unproven journal needs one")
            return
        }
    }
}
