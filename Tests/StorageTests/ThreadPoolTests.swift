import Storage
import TestSupport
import Testing

@Suite struct ThreadPoolTests {
    @Test func `one thread does its work in the order in which it came`() throws {
        let threads = try ThreadPool(count: 1)
        let done = Monitor<[Int]>([])
        for number in 0..<1000 { threads.start { done.withLock { $0.append(number) } } }
        threads.finish()
        #expect(done.withLock { $0 } == Array(0..<1000))
        threads.finish()
    }

    @Test func `work that was started is done before the last reference is gone`() throws {
        let done = Monitor(0)
        do {
            let threads = try ThreadPool(count: 3)
            for _ in 0..<500 { threads.start { done.withLock { $0 += 1 } } }
        }
        #expect(done.withLock { $0 } == 500)
    }

    @Test func `two threads wait for two things at once`() async throws {
        let threads = try ThreadPool(count: 2)
        let arrived = Monitor(0)
        @Sendable func meet() -> Bool {
            arrived.withLock { $0 += 1 }
            arrived.signal()
            return arrived.wait { $0 == 2 ? true : nil }
        }
        async let first = threads.run(meet)
        async let second = threads.run(meet)
        #expect(await [first, second] == [true, true])
    }

    @Test func `everybody gets the value of their own work`() async throws {
        let threads = try ThreadPool(count: 2)
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<300 { group.addTask { await threads.run { number * 2 } == number * 2 } }
            for await isRight in group { #expect(isRight) }
        }
    }
}
