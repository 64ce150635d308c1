import Testing
@testable import UnixServer

@Suite struct RunQueueTests {
    @Test func `turns come in the order in which they were waited for, one at each ring`() {
        var ringCount = 0
        let turns = RunQueue { ringCount += 1 }
        var log: [String] = []
        for name in ["a", "b", "c"] { turns.wait { log.append(name) } }
        #expect(log == [] && !turns.isEmpty && ringCount == 1)
        turns.bellRang()
        #expect(log == ["a"] && ringCount == 2)
        turns.bellRang()
        #expect(log == ["a", "b"] && ringCount == 3)
        turns.bellRang()
        #expect(log == ["a", "b", "c"] && turns.isEmpty && ringCount == 3)
    }

    @Test func `who waits again comes after those that wait already`() {
        let turns = RunQueue {}
        var log: [String] = []
        turns.wait {
            log.append("a")
            turns.wait { log.append("a again") }
        }
        turns.wait { log.append("b") }
        for _ in 1...3 { turns.bellRang() }
        #expect(log == ["a", "b", "a again"])
    }

    @Test func `the bell rings again for who comes after all had their turn`() {
        var ringCount = 0
        let turns = RunQueue { ringCount += 1 }
        for round in 1...3 {
            turns.wait {}
            #expect(ringCount == round)
            turns.bellRang()
            #expect(turns.isEmpty && ringCount == round)
        }
    }
}
