import JSON
import JSONRPC
import Journal
import TestSupport
import Testing

/// Row B6: compare-and-set edits with a reason; extend, shorten, cancel; and expiry, which is always true.
@Suite(.overEveryEngine) struct EditTests {
    @Test func `extended, shortened, and left as it is`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        service.clock.advance(seconds: 3600)
        let longer = try await service.done("updateLink", "A", #""daysActive":60,"reason":"Asked for time""#)
        #expect(longer["expiresAt"] == "2027-01-21T14:25:00.000Z" && longer.number("version") == 2)
        let moment = #""expiresAt":"2026-11-23T00:00:00Z""#
        let shorter = try await service.done("updateLink", "A", moment)
        #expect(shorter["expiresAt"] == "2026-11-23T00:00:00.000Z")
        #expect(try await service.done("updateLink", "A", moment).resultText == shorter.resultText)
        #expect(service.seq == 3, "the same again is no change")
    }

    @Test func `reminders and notes change, also of a paid link`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""metadata":{"a":"1"}"#)
        let notes = try await service.done("updateLink", "A", #""metadata":{"b":"2"},"secondChanceEmail":true"#)
        #expect(notes.result?["metadata"]?["a"] == nil && notes.result?["metadata"]?["b"]?.string == "2")
        #expect(notes.flag("secondChanceEmail") == true)
        try await service.report("A", "completed")
        let later = try await service.done("updateLink", "A", #""metadata":{}"#)
        #expect(later.result?["metadata"]?.count == 0 && later["status"] == "completed")
        let copy = try await service.copy("A", as: "B")
        #expect(copy.flag("secondChanceEmail") == true, "changed terms are the terms")
        let nothing = try await service.call("updateLink", #"{"orderId":"A","reason":"None"}"#)
        expectError(nothing, -32602, "invalidParameter", at: nil)
    }

    @Test func `a moment that is past or more than 365 days away is refused`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        for moment in ["2026-11-22T13:25:00.000Z", "2027-11-22T13:25:00.001Z"] {
            let refused = try await service.call("updateLink", #"{"orderId":"A","expiresAt":"\#(moment)"}"#)
            expectError(refused, 2004, "invalidExpiry", at: "/expiresAt")
        }
    }

    @Test func `an expired link is reopened, whether or not its expiry was recorded`() async throws {
        let service = try ServiceFixture()
        for order in ["A", "B"] { try await service.generate(order, #""secondsActive":60"#) }
        service.clock.advance(seconds: 60)
        try await service.sweep("B")
        for order in ["A", "B"] {
            #expect(try await service.show(order)["status"] == "expired")
            #expect(try await service.done("updateLink", order, #""daysActive":1"#)["status"] == "active")
        }
    }

    @Test func `what ended otherwise is not reopened`() async throws {
        let service = try ServiceFixture()
        for order in ["cancelled", "superseded", "declined"] { try await service.generate(order) }
        try await service.done("cancelLink", "cancelled")
        try await service.copy("superseded", as: "successor", #""supersede":true"#)
        try await service.report("declined", "declined")
        for order in ["cancelled", "superseded", "declined"] {
            try await service.impossible("updateLink", order, #""daysActive":1"#)
        }
    }

    @Test func `an expired link is not reopened beside another attempt that can be paid`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        service.clock.advance(seconds: 60)
        try await service.generate("A", #""secondsActive":60,"onExisting":"reissue""#)
        try await service.impossible("updateLink", "A", #""daysActive":1"#)
        try await service.impossible("duplicateTransaction", "A", #""newOrderId":"B","supersede":true"#)
        service.clock.advance(seconds: 60)
        #expect(try await service.done("updateLink", "A", #""daysActive":1"#)["status"] == "active")
        #expect(try await service.show("A/2")["status"] == "expired")
        service.clock.advance(seconds: -30)
        #expect(try await service.show("A/2")["status"] == "expired", "the clock that goes back revives none")
    }

    @Test func `an expiry is recorded once, and changes nothing that a caller decides on`() async throws {
        var service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        try await service.generate("B", #""secondsActive":61"#)
        service.clock.advance(seconds: 60)
        for _ in 0..<2 { try await service.sweep("A", "B", "A") }
        #expect(service.seq == 3)
        service.clock.advance(seconds: -60)
        try service.reopen()
        #expect(try await service.show("A")["status"] == "expired")
        #expect(try await service.show("B")["status"] == "active")
        let list = try await service.call("listLinks", #"{"status":"expired"}"#)
        #expect(list.result?["links"]?.count == 1, "the same in every method")
        let reopened = try await service.done("updateLink", "A", #""ifVersion":1,"expiresAt":"2026-11-22T13:26:00Z""#)
        #expect(reopened["status"] == "active", "its own moment, which lies ahead again")
    }

    @Test func `cancelling again is no mistake, and a conflict shows the link as it is`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.done("updateLink", "A", #""daysActive":5,"ifVersion":1"#)
        for method in ["cancelLink", "updateLink"] {
            let change = method == "updateLink" ? #","daysActive":6"# : ""
            let refused = try await service.call(method, #"{"orderId":"A","ifVersion":1\#(change)}"#)
            expectError(refused, 2002, "versionConflict", at: "/ifVersion")
            #expect(refused.data?["current"]?["version"]?.integer == 2)
        }
        let cancelled = try await service.done("cancelLink", "A", #""ifVersion":2"#)
        let again = try await service.done("cancelLink", "A", #""ifVersion":3,"reason":"Once more""#)
        #expect(again.resultText == cancelled.resultText)
    }

    @Test func `two racing changes have one winner, and both callers are told the same truth`() async throws {
        for round in 0..<8 {
            let service = try ServiceFixture()
            try await service.generate("A")
            let answers = try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
                for number in 0..<32 {
                    group.addTask {
                        try await number % 2 == 0
                            ? service.call("cancelLink", #"{"orderId":"A","ifVersion":1,"reason":"\#(number)"}"#)
                            : service.call("updateLink", #"{"orderId":"A","ifVersion":1,"secondsActive":\#(number)}"#)
                    }
                }
                return try await group.reduce(into: [ServiceAnswer]()) { $0.append($1) }
            }
            let winners = answers.filter { $0.result != nil }
            #expect(winners.count == 1, "round \(round)")
            let truth = try await service.show("A").resultText
            #expect(winners.first?.resultText == truth)
            for loser in answers where loser.result == nil {
                let current = loser.data?["current"].map { String(decoding: $0.rawBytes, as: UTF8.self) }
                #expect(current == truth)
            }
        }
    }
}
