import Testing
@testable import UnixServer

@Suite struct RunQueueTests {
    @Test func `connections run in the order in which they were queued, one per wake-up`() {
        var notifyCount = 0
        let runQueue = RunQueue { notifyCount += 1 }
        var log: [String] = []
        for name in ["a", "b", "c"] { runQueue.enqueue { log.append(name) } }
        #expect(log == [] && !runQueue.isEmpty && notifyCount == 1)
        runQueue.runNext()
        #expect(log == ["a"] && notifyCount == 2)
        runQueue.runNext()
        #expect(log == ["a", "b"] && notifyCount == 3)
        runQueue.runNext()
        #expect(log == ["a", "b", "c"] && runQueue.isEmpty && notifyCount == 3)
    }

    @Test func `a connection that is queued again runs after the others`() {
        let runQueue = RunQueue {}
        var log: [String] = []
        runQueue.enqueue {
            log.append("a")
            runQueue.enqueue { log.append("a again") }
        }
        runQueue.enqueue { log.append("b") }
        for _ in 1...3 { runQueue.runNext() }
        #expect(log == ["a", "b", "a again"])
    }

    @Test func `a connection that joins an empty queue is notified again`() {
        var notifyCount = 0
        let runQueue = RunQueue { notifyCount += 1 }
        for round in 1...3 {
            runQueue.enqueue {}
            #expect(notifyCount == round)
            runQueue.runNext()
            #expect(runQueue.isEmpty && notifyCount == round)
        }
    }
}
