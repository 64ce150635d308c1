import Storage
import Testing
@testable import UnixServer

@Suite struct LoopQueueTests {
    @Test func `work waits for the loop, and what is left at the end runs in its order`() throws {
        let queue = try LoopQueue()
        let done = Monitor<[Int]>([])
        for number in 1...3 { queue.run { done.withLock { $0.append(number) } } }
        #expect(done.withLock(\.isEmpty))
        queue.close()
        #expect(done.withLock { $0 } == [1, 2, 3])
    }

    @Test func `after the end work runs where it is called`() throws {
        let queue = try LoopQueue()
        queue.close()
        let done = Monitor(false)
        queue.run { done.withLock { $0 = true } }
        #expect(done.withLock { $0 })
    }
}
