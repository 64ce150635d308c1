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

    @Test func `a search ends with its caller, who hears so, and its place is free`() async throws {
        let threads = try WalkThreads()
        let sliced = Gate()
        let error = await withTaskGroup(of: LedgerError?.self) { group in
            group.addTask {
                do throws(LedgerError) {
                    return try await threads.run(for: 1) { () throws(UnreadableRecord) -> LedgerError? in
                        if sliced.arrivals.isEmpty { sliced.note("slice") }
                        return nil
                    }
                } catch {
                    return error
                }
            }
            _ = await sliced.arrivals(atLeast: 1)
            group.cancelAll()
            return await group.next() ?? nil
        }
        guard case .busy = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(threads.count == 0)
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
