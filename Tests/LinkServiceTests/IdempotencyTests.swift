import JSON
import JSONRPC
import Journal
import PaymentLinks
import TestSupport
import Testing

/// The same key and the same request get the first answer, byte for byte, for ever.
@Suite(.overEveryEngine) struct IdempotencyTests {
    private let keyed = ServiceFixture.terms(
        "A",
        #""secondsActive":60,"metadata":{"b":"2","a":"1"},"idempotencyKey":"k""#
    )

    @Test func `the first answer comes back after expiry, cancellation and a restart`() async throws {
        var service = try ServiceFixture()
        let first = try await service.call("generateLink", keyed)
        #expect(first["status"] == "active")
        service.clock.advance(seconds: 61)
        #expect(try await service.call("generateLink", keyed).text == first.text)
        _ = try await service.call("cancelLink", #"{"orderId":"A"}"#)
        #expect(try await service.call("generateLink", keyed).text == first.text)
        try service.reopen()
        #expect(try await service.call("generateLink", keyed).text == first.text)
        #expect(try await service.show("A")["status"] == "cancelled")
        #expect(service.seq == 2)
    }

    @Test func `so does that of a duplicate that superseded its original`() async throws {
        var service = try ServiceFixture()
        try await service.generate("A")
        let parameters = #"{"orderId":"A","newOrderId":"B","supersede":true,"idempotencyKey":"k"}"#
        let first = try await service.call("duplicateTransaction", parameters)
        #expect(first["orderId"] == "B")
        _ = try await service.call("duplicateTransaction", #"{"orderId":"B","newOrderId":"C","supersede":true}"#)
        try service.reopen()
        #expect(try await service.call("duplicateTransaction", parameters).text == first.text)
    }

    @Test func `so does that of a numbered attempt`() async throws {
        var service = try ServiceFixture()
        try await service.generate("A")
        _ = try await service.call("cancelLink", #"{"orderId":"A"}"#)
        let parameters = ServiceFixture.terms("A", #""onExisting":"reissue","idempotencyKey":"k""#)
        let first = try await service.call("generateLink", parameters)
        #expect(first["orderId"] == "A/2")
        _ = try await service.call("cancelLink", #"{"orderId":"A/2"}"#)
        try service.reopen()
        #expect(try await service.call("generateLink", parameters).text == first.text)
    }

    @Test(arguments: [
        ("duplicateTransaction", #"{"orderId":"A","newOrderId":"B","idempotencyKey":"k"}"#),
        ("duplicateTransaction", #"{"orderId":"C","newOrderId":"B","supersede":true,"idempotencyKey":"k"}"#),
        ("generateLink", ServiceFixture.terms("A", #""onExisting":"reissue","idempotencyKey":"k""#)),
    ])
    func `so does what was told of money that does not count`(method: String, parameters: String) async throws {
        var service = try ServiceFixture()
        let customer = #""customer":{"email":"j.visser@mail.example"}"#
        try await service.generate("A", customer)
        // The money comes to a link that is not the one to be copied or issued again.
        try await service.copy("A", as: "C")
        let payer = parameters.contains("\"orderId\":\"A\"") ? "C" : "A"
        try await service.report(payer, "completed", #""amount":50,"transactionId":"t""#)
        try await service.done("cancelLink", "A")
        if method == "generateLink" { try await service.done("cancelLink", "C") }
        let first = try await service.call(method, parameters)
        let warnings = Self.warnings(of: first)
        try #require(warnings.count == 1 && warnings[0].contains("0.50 EUR"), "\(first)")
        for _ in 0..<2 {
            #expect(try await service.call(method, parameters).text == first.text)
            try service.reopen()
        }
        let dry = parameters.dropLast() + #","dryRun":true}"#
        #expect(try await service.call(method, String(dry)).text == first.text, "a used key answers a dry run too")
        try await service.report(payer, "refunded", #""amount":50,"transactionId":"t2""#)
        #expect(try await service.call(method, parameters).text == first.text, "it tells what was so then")
        _ = try await service.call("erasePersonalData", #"{"email":"j.visser@mail.example","reason":"Asked"}"#)
        for _ in 0..<2 {
            let again = try await service.call(method, parameters)
            #expect(again.result?["customer"]?["email"] == nil)
            #expect(Self.warnings(of: again) == warnings, "an erasure leaves it")
            try service.reopen()
        }
    }

    private static func warnings(of answer: ServiceAnswer) -> [String] {
        answer.result?["warnings"]?.elements.compactMap(\.string) ?? []
    }

    @Test func `white space, order of members and escapes make no difference`() async throws {
        let service = try ServiceFixture()
        let first = try await service.call("generateLink", keyed)
        let others = [
            #"{ "metadata" : {"a":"1", "b":"2"}, "idempotencyKey":"k", "secondsActive":60,"description":"Bicycle repair","#
                + "\t"
                + #""amount":4995,"currency":"EUR","orderId":"A" }"#,
            keyed.replacing("\"A\"", with: #""\u0041""#).replacing("orderId", with: #"order\u0049d"#),
        ]
        for parameters in others {
            #expect(try await service.call("generateLink", parameters).text == first.text, "\(parameters)")
        }
    }

    @Test func `another request under the key names the fields that differ`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""idempotencyKey":"k""#)
        let others = [
            (ServiceFixture.terms("B", #""idempotencyKey":"k""#), ["orderId"]),
            (ServiceFixture.terms("A", #""daysActive":30,"idempotencyKey":"k""#), ["daysActive"]),
            (
                #"{"orderId":"A","currency":"JPY","amount":1,"description":"x","idempotencyKey":"k"}"#,
                ["amount", "currency", "description"]
            ),
        ]
        for (parameters, fields) in others {
            let refused = try await service.call("generateLink", parameters)
            expectError(refused, 2001, "idempotencyConflict", at: "/idempotencyKey", parameters)
            #expect(refused.data?["fields"]?.elements.compactMap(\.string) == fields)
        }
        let method = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"A","newOrderId":"B","idempotencyKey":"k"}"#
        )
        expectError(method, 2001, "idempotencyConflict", at: "/idempotencyKey")
        #expect(service.seq == 1)
    }

    @Test func `a key belongs to its user`() async throws {
        var service = try ServiceFixture()
        let other = Caller(uid: 1001, gid: 1000, pid: 4711)
        try await service.generate("A", #""idempotencyKey":"k""#)
        let taken = try await service.call(
            "generateLink",
            ServiceFixture.terms("A", #""idempotencyKey":"k""#),
            by: other
        )
        expectError(taken, 1006, "orderIdInUse", at: "/orderId")
        let theirs = try await service.generate("B", #""idempotencyKey":"k""#, by: other)
        try service.reopen()
        #expect(try await service.generate("B", #""idempotencyKey":"k""#, by: other).text == theirs.text)
        let samePerson = Caller(uid: 1001, gid: 7, pid: 1)
        #expect(try await service.generate("B", #""idempotencyKey":"k""#, by: samePerson).text == theirs.text)
    }

    @Test(arguments: ["return", "reissue"])
    func `the first answer comes back although it made nothing`(onExisting: String) async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        let parameters = ServiceFixture.terms("A", #""onExisting":"\#(onExisting)","idempotencyKey":"k""#)
        let first = try await service.call("generateLink", parameters)
        #expect(first["orderId"] == "A")
        service.clock.advance(seconds: 61)
        let again = try await service.call("generateLink", parameters)
        #expect(again.text == first.text)
    }

    @Test func `64 callers with one key get one answer`() async throws {
        let service = try ServiceFixture()
        let answers = try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
            for _ in 0..<64 { group.addTask { try await service.call("generateLink", keyed) } }
            return try await group.reduce(into: [ServiceAnswer]()) { $0.append($1) }
        }
        #expect(Set(answers.map(\.text)).count == 1)
        #expect(answers.first?.result != nil)
        #expect(service.seq == 1)
    }
}
