import JSON
import JSONRPC
import Journal
import PaymentLinks
import TestSupport
import Testing

/// Row S3: a new link from an existing order, in any state of the old one; row B5: duplicate and cancel in one record.
@Suite(.overEveryEngine) struct DuplicateScenarioTests {
    /// Ways of leading an order into a state, each with that state.
    private static let states: [(status: String, steps: [(method: String, more: String)])] = [
        ("active", []), ("cancelled", [("cancelLink", "")]),
        ("active", [("recordPayment", #""status":"completed","amount":1,"note":"part""#)]),
        ("uncleared", [("recordPayment", #""status":"uncleared""#)]),
        ("declined", [("recordPayment", #""status":"declined""#)]),
        ("expired", [("recordPayment", #""status":"expired""#)]),
        ("completed", [("recordPayment", #""status":"completed""#)]),
        ("refunded", [("recordPayment", #""status":"completed""#), ("recordPayment", #""status":"refunded""#)]),
        (
            "partialRefunded",
            [
                ("recordPayment", #""status":"completed""#),
                ("recordPayment", #""status":"partial_refunded","amount":1"#),
            ]
        ),
        ("chargedback", [("recordPayment", #""status":"completed""#), ("recordPayment", #""status":"chargeback""#)]),
    ]

    @Test(arguments: states.indices)
    func `terms are copied from every state, and the state never is`(index: Int) async throws {
        let (status, steps) = Self.states[index]
        let service = try ServiceFixture()
        try await service.generate("A", #""metadata":{"till":"3"},"daysActive":7"#)
        for step in steps { try await service.done(step.method, "A", step.more) }
        #expect(try await service.show("A")["status"] == status)
        service.clock.advance(seconds: 3600)
        let old = try await service.show("A").resultText
        let copy = try await service.copy("A", as: "B", #""overrides":{"description":"Changed"}"#)
        #expect(copy["status"] == "active")
        #expect(copy["expiresAt"] == "2026-11-29T14:25:00.000Z", "its lifetime is fresh")
        #expect(copy.result?["metadata"]?["till"]?.string == "3" && copy["description"] == "Changed")
        #expect(copy["duplicateOf"] == "A" && copy.number("version") == 1)
        for member in ["cancelledAt", "paidAt", "settledBy", "transactionId"] { #expect(copy[member] == nil) }
        for member in ["paidAmount", "refundedAmount"] { #expect(copy.number(member) == nil) }
        #expect(try await service.show("A").resultText == old, "the old link stays as it is")
    }

    @Test func `all attempts of an order are found by any of them, after a restart too`() async throws {
        var service = try ServiceFixture()
        for order in ["A", "B"] { try await service.generate(order) }
        try await service.copy("A", as: "A-2")
        try await service.copy("A-2", as: "A-3", #""supersede":true"#)
        for _ in 0..<2 {
            for order in ["A", "A-2", "A-3"] {
                #expect(try await service.attempts(order) == ["A", "A-2", "A-3"])
            }
            #expect(try await service.attempts("B") == ["B"])
            #expect(try await service.attempts("Z") == [])
            try service.reopen()
        }
    }

    @Test func `to supersede is one record: at no moment both or neither can be paid`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let before = service.seq
        let new = try await service.copy("A", as: "B", #""overrides":{"amount":4500},"supersede":true"#)
        #expect(new["status"] == "active" && new.number("seq") == Int64(before) + 2)
        let old = try await service.show("A")
        #expect(old["status"] == "cancelled" && old["supersededBy"] == "B")
    }

    @Test func `what is paid, held or settled by another attempt is not superseded`() async throws {
        let service = try ServiceFixture()
        for order in ["paid", "held", "settled"] { try await service.generate(order) }
        try await service.report("paid", "completed")
        try await service.report("held", "uncleared")
        try await service.copy("settled", as: "settler")
        try await service.report("settler", "completed")
        for order in ["paid", "held", "settled"] {
            let supersede = #""newOrderId":"new","supersede":true"#
            try await service.impossible("duplicateTransaction", order, supersede)
        }
    }

    @Test func `a cancelled attempt of a paid order is not superseded either`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.copy("A", as: "B")
        try await service.done("cancelLink", "A")
        try await service.report("B", "completed")
        try await service.impossible("duplicateTransaction", "A", #""newOrderId":"C","supersede":true"#)
        let reissued = try await service.generate("A", #""onExisting":"reissue""#)
        #expect(reissued["orderId"] == "B", "the order is paid, so its answer is the attempt that was")
    }

    @Test func `the lineage leads from the first link to the one that was paid`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.copy("A", as: "B", #""supersede":true"#)
        try await service.copy("B", as: "C", #""supersede":true"#)
        try await service.report("C", "completed")
        var order: String? = "A"
        var walked: [String] = []
        while let next = order {
            walked.append(next)
            order = try await service.show(next)["supersededBy"]
        }
        #expect(walked == ["A", "B", "C"])
        #expect(try await service.show("C")["status"] == "completed")
        #expect(try await service.generate("A", #""onExisting":"reissue""#)["orderId"] == "C")
    }
}

extension ServiceFixture {
    fileprivate func attempts(_ orderID: String) async throws -> [String] {
        try await ledger.attempts(of: try ReferenceBuilder.key(orderID)).map(\.key.orderID.text)
    }
}
