import JSON
import JSONRPC
import TestSupport
import Testing

/// Row B10: erase a person, keep the chain valid.
@Suite(.overEveryEngine) struct ErasePersonTests {
    private static let jorien =
        #""customer":{"firstName":"Jorien","lastName":"Visser","email":"j.visser@mail.example"}"#
    private static let piet = #""customer":{"firstName":"Piet","email":"piet@mail.example","country":"NL"}"#
    private static let byEmail = #"{"email":"J.Visser@mail.example","reason":"Asked in ticket 318"}"#

    /// Two orders of Jorien and one of Piet.
    private func shop() async throws -> ServiceFixture {
        let service = try ServiceFixture()
        try await service.generate("A-1", Self.jorien + #","idempotencyKey":"first""#)
        try await service.generate("A-2", Self.piet)
        _ = try await service.call("duplicateTransaction", #"{"orderId":"A-1","newOrderId":"A-3"}"#)
        return service
    }

    /// The orders in which a text is found, the oldest first.
    private func found(_ text: String, in service: ServiceFixture) async throws -> [String] {
        let list = try await service.call("listLinks", #"{"text":"\#(text)","order":"oldest"}"#)
        return list.result?["links"]?.elements.compactMap { $0["orderId"]?.string } ?? []
    }

    @Test func `a person is gone from every answer, and amounts, dates, statuses and the chain stay`() async throws {
        var service = try await shop()
        let before = try await service.show("A-1")
        #expect(try await found("visser", in: service) == ["A-1", "A-3"])
        service.clock.advance(seconds: 60)
        let erased = try await service.call("erasePersonalData", Self.byEmail)
        #expect(erased.resultText == #"{"erased":2}"#)
        for _ in 0..<2 {
            for order in ["A-1", "A-3"] {
                let link = try await service.show(order)
                #expect(link.result?["customer"]?.isNull == true)
                #expect(link["customerErasedAt"] == "2026-11-22T13:26:00.000Z")
                for name in ["amountText", "createdAt", "expiresAt", "status", "description", "url"] {
                    #expect(link[name] == before[name] || (name == "url" && order == "A-3"), "\(name)")
                }
            }
            #expect(try await found("visser", in: service) == [])
            #expect(try await found("piet", in: service) == ["A-2"], "another person stays")
            // A start reads and checks the whole chain.
            try service.reopen()
        }
        #expect(try await service.call("erasePersonalData", Self.byEmail).resultText == #"{"erased":0}"#)
        let copy = try await service.call("duplicateTransaction", #"{"orderId":"A-1","newOrderId":"A-4"}"#)
        #expect(copy.result?["customer"]?.isNull == true)
        #expect(copy.result?["customerErasedAt"]?.isNull == true, "state is never copied")
        #expect(service.seq == 6)
    }

    @Test func `one order is erased by its ID, and asking again changes nothing`() async throws {
        let service = try await shop()
        let order = #"{"orderId":"A-1","reason":"Asked in ticket 318"}"#
        #expect(try await service.call("erasePersonalData", order).resultText == #"{"erased":1}"#)
        let seq = service.seq
        #expect(try await service.call("erasePersonalData", order).resultText == #"{"erased":0}"#)
        #expect(service.seq == seq)
        #expect(try await found("visser", in: service) == ["A-3"], "its duplicate is another order")
    }

    @Test(arguments: [
        (#"{"orderId":"A-9","reason":"x"}"#, 1006, "unknownOrder", "/orderId"),
        (#"{"reason":"x"}"#, -32602, "invalidParameter", "/orderId"),
        (#"{"orderId":"A-1","email":"a@b.nl","reason":"x"}"#, -32602, "invalidParameter", "/email"),
        (#"{"orderId":"A-1"}"#, -32602, "invalidParameter", "/reason"),
        (#"{"email":"nobody","reason":"x"}"#, 2005, "invalidCustomer", "/email"),
    ])
    func `what can't be meant is refused`(parameters: String, code: Int64, kind: String, pointer: String) async throws {
        let service = try await shop()
        let refused = try await service.call("erasePersonalData", parameters)
        expectError(refused, Int(code), kind, at: pointer, parameters)
        #expect(service.seq == 3)
    }

    @Test func `an address that nobody has erases nothing`() async throws {
        let service = try await shop()
        let nobody = try await service.call("erasePersonalData", #"{"email":"a@b.nl","reason":"x"}"#)
        #expect(nobody.resultText == #"{"erased":0}"#)
    }

    @Test func `a retry gets its first answer without the customer, and no guess at it is confirmed`() async throws {
        var service = try await shop()
        let first = ServiceFixture.terms("A-1", Self.jorien + #","idempotencyKey":"first""#)
        let other = ServiceFixture.terms("A-1", Self.piet + #","idempotencyKey":"first""#)
        let conflict = try await service.call("generateLink", other)
        expectError(conflict, 2001, "idempotencyConflict", at: "/idempotencyKey")
        #expect(conflict.data?["fields"]?.elements.compactMap(\.string) == ["customer"])
        try service.reopen()
        #expect(try await service.call("generateLink", other).text == conflict.text)
        #expect(try await service.call("generateLink", first)["status"] == "active")
        _ = try await service.call("erasePersonalData", Self.byEmail)
        for _ in 0..<2 {
            let again = try await service.call("generateLink", first)
            #expect(again.result?["customer"]?.isNull == true)
            #expect(again["createdAt"] == "2026-11-22T13:25:00.000Z")
            #expect(try await service.call("generateLink", other).text == again.text)
            let amount = first.replacing("4995", with: "1")
            #expect(
                try await service.call("generateLink", amount).data?["fields"]?.elements.compactMap(\.string)
                    == ["amount"]
            )
            try service.reopen()
        }
    }

    @Test func `who is named again after an erasure is erased again`() async throws {
        var service = try await shop()
        let erase = #"{"orderId":"A-1","reason":"Asked"}"#
        let again = #","onExisting":"return","idempotencyKey":"second""#
        #expect(try await service.call("erasePersonalData", erase).resultText == #"{"erased":1}"#)
        service.clock.advance(seconds: 1)
        try await service.generate("A-1", Self.jorien + again)
        let other = ServiceFixture.terms("A-1", Self.piet + again)
        for _ in 0..<2 {
            expectError(
                try await service.call("generateLink", other),
                2001,
                "idempotencyConflict",
                at: "/idempotencyKey"
            )
            try service.reopen()
        }
        #expect(try await service.call("erasePersonalData", erase).resultText == #"{"erased":1}"#)
        for _ in 0..<2 {
            #expect(try await service.call("generateLink", other)["orderId"] == "A-1", "nobody can tell any more")
            try service.reopen()
        }
        #expect(try await service.call("erasePersonalData", erase).resultText == #"{"erased":0}"#)
    }
}
