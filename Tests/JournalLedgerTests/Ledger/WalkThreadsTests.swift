import PaymentLinks
import Testing
@testable import JournalLedger

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
}
