import JSON
import JSONRPC
import TestSupport
import Testing

@Suite(.overEveryEngine) struct ListLinksTests {
    @Test(arguments: [
        ("listLinks", "{}", true), ("listEvents", #"{"after":0}"#, true), ("getServiceStatus", "{}", false),
    ])
    func `lists of links and of events may be long`(method: String, parameters: String, isLong: Bool) throws {
        let line = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
        let reply = try ServiceFixture().reply(to: line)
        #expect((reply.kind == "long") == isLong)
    }

    private func orderIDs(_ answer: ServiceAnswer) -> [String] {
        answer.result?["links"]?.elements.compactMap { $0["orderId"]?.string } ?? []
    }

    private func service(_ count: Int) async throws -> ServiceFixture {
        let service = try ServiceFixture()
        for number in 0..<count { try await service.generate("A-\(number)") }
        return service
    }

    @Test func `an empty list`() async throws {
        let answer = try await ServiceFixture().call("listLinks")
        #expect(answer.resultText == #"{"links":[],"nextCursor":null,"seq":0}"#)
    }

    @Test func `the newest come first, a hundred of them`() async throws {
        let service = try await service(101)
        let first = try await service.call("listLinks")
        #expect(orderIDs(first) == (1...100).reversed().map { "A-\($0)" })
        #expect(first.result?["seq"]?.integer == 101)
        let cursor = try #require(first["nextCursor"])
        let second = try await service.call("listLinks", #"{"cursor":"\#(cursor)"}"#)
        #expect(orderIDs(second) == ["A-0"])
        #expect(second.result?["nextCursor"]?.isNull == true)
    }

    @Test(arguments: ["newest", "oldest"])
    func `every page once, while links are added and the daemon is restarted`(order: String) async throws {
        var service = try await service(10)
        var seen: [String] = []
        var cursor = ""
        for round in 0..<20 {
            let answer = try await service.call("listLinks", #"{"order":"\#(order)","limit":3\#(cursor)}"#)
            seen += orderIDs(answer)
            guard let next = answer["nextCursor"] else { break }
            cursor = #","cursor":"\#(next)""#
            if round < 3 { try await service.generate("B-\(round)") }
            try service.reopen()
        }
        let old = (0..<10).map { "A-\($0)" }
        #expect(seen == (order == "newest" ? old.reversed() : old + ["B-0", "B-1", "B-2"]))
    }

    @Test func `a cursor goes with its filter and its order, and with any limit`() async throws {
        let service = try await service(6)
        let first = try await service.call("listLinks", #"{"status":"active","order":"oldest","limit":2}"#)
        let cursor = first["nextCursor"] ?? ""
        let others = [
            #"{"order":"oldest","cursor":"\#(cursor)"}"#, #"{"status":"active","cursor":"\#(cursor)"}"#,
            #"{"status":"expired","order":"oldest","cursor":"\#(cursor)"}"#,
            #"{"status":"active","order":"newest","cursor":"\#(cursor)"}"#,
            #"{"status":"active","order":"oldest","site":"default","cursor":"\#(cursor)"}"#,
        ]
        for parameters in others {
            let refused = try await service.call("listLinks", parameters)
            expectError(refused, -32602, "invalidParameter", at: "/cursor", parameters)
        }
        let next = #"{"cursor":"\#(cursor)","limit":4,"totals":true,"order":"oldest","status":"active"}"#
        let second = try await service.call("listLinks", next)
        #expect(orderIDs(second) == ["A-2", "A-3", "A-4", "A-5"])
    }

    @Test func `filters reach the book`() async throws {
        let service = try await service(3)
        let special =
            #"{"orderId":"B-1","currency":"JPY","amount":50,"description":"Tea","secondsActive":60,"metadata":{"a":"b"},"customer":{"lastName":"Visser"}}"#
        service.clock.advance(seconds: 10)
        #expect(try await service.call("generateLink", special).result != nil)
        service.clock.advance(seconds: 60)
        let filters = [
            #""status":"expired""#, #""status":["expired","cancelled"]"#, #""orderIdPrefix":"B""#, #""currency":"JPY""#,
            #""amountMax":50"#, #""amountMin":1,"amountMax":50"#, #""text":"VISSER""#, #""metadata":{"a":"b"}"#,
            #""createdAfter":"2026-11-22T13:25:10Z""#, #""createdAfter":"2026-11-22T14:25:00.001+01:00""#,
            #""expiresBefore":"2026-11-22T13:26:10.001Z""#,
        ]
        for filter in filters {
            #expect(orderIDs(try await service.call("listLinks", "{\(filter)}")) == ["B-1"], "\(filter)")
        }
        let opposites = [
            #""status":"active""#, #""orderIdPrefix":"A-""#, #""currency":"EUR""#, #""amountMin":51"#,
            #""text":"Bicycle""#,
            #""createdBefore":"2026-11-22T13:25:10Z""#, #""expiresAfter":"2026-11-22T13:26:10.001Z""#,
        ]
        for filter in opposites {
            #expect(orderIDs(try await service.call("listLinks", "{\(filter)}")) == ["A-2", "A-1", "A-0"], "\(filter)")
        }
    }

    @Test func `totals on request`() async throws {
        let service = try await service(3)
        let answer = try await service.call("listLinks", #"{"limit":1,"totals":true}"#)
        let totals = answer.result?["totals"].map { String(decoding: $0.rawBytes, as: UTF8.self) }
        #expect(totals == #"[{"currency":"EUR","count":3,"amount":14985,"dueAmount":14985}]"#)
        #expect(try await service.call("listLinks", #"{"totals":false}"#).result?["totals"] == nil)
    }

    @Test func `totals tell what is still to be paid, which is less than what was asked for`() async throws {
        var service = try await service(3)
        try await service.done("recordPayment", "A-0", #""status":"completed","amount":1000"#)
        try await service.done("recordPayment", "A-1", #""status":"completed""#)
        try await service.copy("A-0", as: "A-3", #""supersede":true,"carryPaid":true"#)
        for _ in 0..<2 {
            let answer = try await service.call("listLinks", #"{"totals":true}"#)
            let total = answer.result?["totals"]?.elements.first { _ in true }
            #expect(total?["amount"]?.integer == 19980 && total?["dueAmount"]?.integer == 4995 + 3995, "\(answer)")
            let open = try await service.call("listLinks", #"{"totals":true,"status":"active"}"#)
            let due = open.result?["totals"]?.elements.first { _ in true }?["dueAmount"]?.integer
            #expect(due == open.result?["links"]?.elements.reduce(0) { $0 + ($1["dueAmount"]?.integer ?? 0) })
            try service.reopen()
        }
    }

    @Test func `a link in a list is the link by itself`() async throws {
        let service = try await service(1)
        let listed = try await service.call("listLinks").result?["links"]?.elements.first { _ in true }
        let text = listed.map { String(decoding: $0.rawBytes, as: UTF8.self) }
        #expect(text == (try await service.show("A-0").resultText))
    }
}
