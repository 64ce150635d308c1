import PaymentLinks
import TestSupport
import Testing

/// Links whose time is up are recorded as expired: once, whenever they fell due.
@Suite(.overEveryEngine) struct ExpiryTests {
    private static let daemon = Caller(uid: 990, gid: 990, pid: 1)

    /// Has the daemon look for links that are due, as it does once a second.
    private func sweep(_ service: ServiceFixture) async throws -> Int {
        try await service.ledger.recordExpiries(service.clock, by: Self.daemon)
    }

    private func expiries(_ service: ServiceFixture) async throws -> [String] {
        try await service.events("0", #""limit":1000,"types":["linkExpired"]"#).orders
    }

    @Test func `each due link is recorded once, from its very millisecond on`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        try await service.generate("B", #""secondsActive":61"#)
        service.clock.advance(milliseconds: 59_999)
        #expect(try await sweep(service) == 0)
        service.clock.advance(milliseconds: 1)
        #expect(try await sweep(service) == 1)
        #expect(try await sweep(service) == 0)
        #expect(try await expiries(service) == ["A"])
        service.clock.advance(seconds: 1)
        #expect(try await sweep(service) == 1)
        #expect(try await expiries(service) == ["A", "B"])
        let event = try #require(try await service.events("2").events.first)
        #expect(event.text.contains(#""actor":{"uid":990,"gid":990,"pid":1}"#), "\(event.text)")
        #expect(try await service.show("A")["status"] == "expired")
        #expect(try await service.show("A").number("version") == 1, "an `ifVersion` does not fail because of it")
    }

    @Test func `what fell due while no daemon ran is recorded at the next start, once`() async throws {
        var service = try ServiceFixture()
        for number in 0..<5 { try await service.generate("A-\(number)", #""secondsActive":\#(60 + number)"#) }
        try await service.generate("Z")
        service.clock.advance(seconds: 62)
        try service.reopen()
        #expect(try await expiries(service).isEmpty)
        #expect(try await sweep(service) == 3)
        try service.reopen()
        #expect(try await sweep(service) == 0, "none twice, also after a restart")
        service.clock.advance(seconds: 3600)
        try service.reopen()
        #expect(try await sweep(service) == 2)
        #expect(try await expiries(service) == (0..<5).map { "A-\($0)" })
    }

    @Test func `many are recorded in several records, the oldest link first`() async throws {
        let service = try ServiceFixture()
        let count = 600
        for first in stride(from: 0, to: count, by: 100) {
            let rows = (first..<first + 100).map { number in
                // The later it is made the sooner it is due: the order is that of the links' age.
                ServiceFixture.terms("A-\(number)", #""secondsActive":\#(10_000 - number)"#)
            }
            #expect(
                try await service.call("generateLinks", #"{"links":[\#(rows.joined(separator: ","))]}"#).result != nil
            )
        }
        service.clock.advance(seconds: 10_001)
        #expect(try await sweep(service) == count)
        #expect(try await expiries(service) == (0..<count).map { "A-\($0)" })
        #expect(try await sweep(service) == 0)
    }

    @Test func `what is paid, cancelled or extended meanwhile is left alone`() async throws {
        let service = try ServiceFixture()
        for order in ["paid", "cancelled", "extended", "due"] {
            try await service.generate(order, #""secondsActive":60"#)
        }
        try await service.report("paid", "completed")
        try await service.done("cancelLink", "cancelled")
        try await service.done("updateLink", "extended", #""daysActive":1"#)
        service.clock.advance(seconds: 60)
        #expect(try await sweep(service) == 1)
        #expect(try await expiries(service) == ["due"])
    }

    @Test func `a clock that jumps back revives nothing that was recorded`() async throws {
        var service = try ServiceFixture()
        for order in ["A", "B"] { try await service.generate(order, #""secondsActive":60"#) }
        service.clock.advance(seconds: 60)
        #expect(try await sweep(service) == 2)
        service.clock.advance(seconds: -3600)
        for _ in 0..<2 {
            #expect(try await service.show("A")["status"] == "expired")
            #expect(try await sweep(service) == 0)
            try service.reopen()
        }
        #expect(try await service.done("updateLink", "A", #""secondsActive":90"#)["status"] == "active")
        #expect(try await service.show("B")["status"] == "expired")
    }

    @Test func `a link that is reopened expires once more`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        for round in 1...3 {
            service.clock.advance(seconds: 60)
            #expect(try await sweep(service) == 1)
            #expect(try await sweep(service) == 0)
            #expect(try await expiries(service).count == round)
            #expect(try await service.done("updateLink", "A", #""secondsActive":60"#)["status"] == "active")
        }
        service.clock.advance(seconds: 59)
        #expect(try await sweep(service) == 0)
    }

    @Test func `sweeps that meet record nothing twice`() async throws {
        let service = try ServiceFixture()
        for number in 0..<20 { try await service.generate("A-\(number)", #""secondsActive":60"#) }
        service.clock.advance(seconds: 60)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try await sweep(service) } }
            try await group.waitForAll()
        }
        #expect(try await expiries(service).sorted() == (0..<20).map { "A-\($0)" }.sorted())
    }

    @Test func `who waits hears of an expiry as of any change`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        service.clock.advance(seconds: 60)
        let page = try await withThrowingTaskGroup(of: SeenPage.self) { group in
            group.addTask { try await service.events("1", #""waitSeconds":25"#) }
            #expect(try await sweep(service) == 1)
            return try #require(try await group.next())
        }
        #expect(page.events.map(\.description) == ["2 linkExpired A"])
    }
}
