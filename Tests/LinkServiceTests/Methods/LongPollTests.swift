import JSONRPC
import Journal
import LinkService
import PaymentLinks
import TestSupport
import Testing

/// The long poll of `listEvents`: the alarm never rings by itself, so whoever returns was woken.
@Suite(.overEveryEngine, .timeLimit(.minutes(10))) struct LongPollTests {
    private let service: ServiceFixture

    init() async throws {
        service = try ServiceFixture()
        try await service.generate("A")
    }

    /// Runs a call that waits, and a body once it does.
    private func waiting(
        _ after: String = "\"now\"",
        _ more: String = #""waitSeconds":25"#,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws -> SeenPage {
        try await withThrowingTaskGroup(of: SeenPage?.self) { group in
            group.addTask { try await service.events(after, more) }
            await service.waiters(1)
            while service.timer.waiterCount == 0 { await Task.yield() }
            try await body()
            return try #require(try await group.next() ?? nil)
        }
    }

    @Test func `it returns at once when there is something`() async throws {
        let page = try await service.events("0", #""waitSeconds":25"#)
        #expect(page.orders == ["A"] && page.seq == 1)
    }

    @Test func `without it nothing is waited for`() async throws {
        #expect(try await service.events("1").events.isEmpty)
        #expect(try await service.events("1", #""waitSeconds":0"#).events.isEmpty)
        #expect(service.timer.durations.isEmpty)
    }

    @Test(arguments: ["\"now\"", "1"])
    func `it wakes on the next change`(after: String) async throws {
        let page = try await waiting(after) { try await service.generate("B") }
        #expect(page.orders == ["B"] && page.seq == 2)
        #expect(service.timer.waiterCount == 0, "and leaves no alarm behind")
        #expect(service.listenerCount == 0)
    }

    @Test func `it returns empty when the time is up`() async throws {
        let page = try await waiting("\"now\"", #""waitSeconds":7"#) { service.timer.fire() }
        #expect(page.events.isEmpty && page.seq == 1)
        #expect(service.timer.durations == [.seconds(7)])
        #expect(service.listenerCount == 0)
    }

    @Test func `a filter passes over other changes, and seq moves on over them`() async throws {
        let filter = #""waitSeconds":25,"types":["linkCancelled"]"#
        let page = try await waiting("\"now\"", filter) {
            for order in ["B", "C"] {
                try await service.generate(order)
                // It has looked at the change and waits again.
                await service.waiters(1)
            }
            try await service.done("cancelLink", "B")
            try await service.generate("D")
        }
        #expect(page.events.map(\.description) == ["4 linkCancelled B"])
        let rest = try await service.events(after: page.seq)
        #expect(rest.seqs == Array((page.seq + 1)..<6), "nothing behind it was skipped")

        let empty = try await waiting("5", filter) {
            try await service.generate("E")
            await service.waiters(1)
            service.timer.fire()
        }
        #expect(empty.events.isEmpty && empty.seq == 6)
    }

    @Test func `it is let go when the daemon ends, and nobody waits after that`() async throws {
        let page = try await waiting { service.ledger.stopListening() }
        #expect(page.events.isEmpty && page.seq == 1)
        let later = try await service.events("1", #""waitSeconds":25"#)
        #expect(later.events.isEmpty && later.seq == 1)
    }

    @Test func `what comes while the alarm rings is told, or is told next`() async throws {
        for number in 0..<200 {
            let seq = Int64(service.seq)
            let page = try await waiting(String(seq)) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await service.generate("B-\(number)") }
                    group.addTask { service.timer.fire() }
                    try await group.waitForAll()
                }
            }
            #expect(page.seq == seq + Int64(page.events.count), "it never passes over what it does not tell")
            let next = try await service.events(after: page.seq)
            #expect((page.events + next.events).map(\.seq) == [seq + 1])
        }
    }

    @Test func `who is cancelled ends at once, and leaves nobody behind`() async throws {
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 { group.addTask { await service.ledger.change(after: 1) } }
            await service.waiters(10)
            group.cancelAll()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: false, count: 10))
        #expect(service.listenerCount == 0)
        let page = try await waiting { try await service.generate("B") }
        #expect(page.orders == ["B"])
    }

    @Test func `a thousand are all woken by one change`() async throws {
        try await withThrowingTaskGroup(of: SeenPage.self) { group in
            for _ in 0..<1000 { group.addTask { try await service.events("\"now\"", #""waitSeconds":25"#) } }
            await service.waiters(1000)
            try await service.generate("B")
            var count = 0
            for try await page in group {
                #expect(page.orders == ["B"] && page.seq == 2)
                count += 1
            }
            #expect(count == 1000)
        }
        #expect(service.listenerCount == 0)
    }
}

extension ServiceFixture {
    /// Returns when so many wait for the next change.
    fileprivate func waiters(_ count: Int) async {
        while listenerCount < count { await Task.yield() }
    }
}
