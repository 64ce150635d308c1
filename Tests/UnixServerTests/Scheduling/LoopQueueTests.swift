import Storage
import Testing
@testable import UnixServer

@Suite struct LoopQueueTests {
    @Test func `work waits for the loop, and what is left at the end runs in its order`() throws {
        let queue = try LoopQueue()
        queue.begin()
        let done = Monitor<[Int]>([])
        for number in 1...3 { queue.run { done.withLock { $0.append(number) } } }
        #expect(done.withLock(\.isEmpty))
        queue.close()
        #expect(done.withLock { $0 } == [1, 2, 3])
    }

    @Test func `before the loop serves, and after its end, work runs where it is called`() throws {
        let queue = try LoopQueue()
        let count = Monitor(0)
        queue.run { count.withLock { $0 += 1 } }
        #expect(count.withLock { $0 } == 1, "the loop may never begin")
        queue.begin()
        queue.close()
        queue.run { count.withLock { $0 += 1 } }
        #expect(count.withLock { $0 } == 2)
    }
}
