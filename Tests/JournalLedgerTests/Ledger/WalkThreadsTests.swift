@testable import JournalLedger
import PaymentLinks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct WalkThreadsTests {
    @Test func `who asks again at once finds the place that the last walk had`() async throws {
        let threads = try WalkThreads()
        try await withThrowingTaskGroup(of: Void.self) { callers in
            for _ in 0..<WalkThreads.countMax {
                callers.addTask {
                    for number in 0..<50 {
                        let answer = try await threads.run(for: 1) { () throws(UnreadableRecord) in number }
                        #expect(answer == number)
                    }
                }
            }
            try await callers.waitForAll()
        }
    }

    @Test func `searches keep nobody waiting who repeats a call, or reads one link`() async throws {
        var service = try ServiceFixture()
        let terms = ServiceFixture.terms("A", #""idempotencyKey":"first""#)
        let first = try await service.call("generateLink", terms)
        try service.reopen()
        let ledger = service.journalLedger
        let gate = SyncGate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    _ = try await ledger.walks.run(for: 1) { () throws(UnreadableRecord) in
                        gate.wait()
                        return true
                    }
                }
            }
            while ledger.walkCount < 8 { await Task.yield() }
            #expect(try await service.call("generateLink", terms).resultText == first.resultText)
            #expect(try await service.show("A").result != nil)
            gate.letPass(8)
            try await group.waitForAll()
        }
    }
}
