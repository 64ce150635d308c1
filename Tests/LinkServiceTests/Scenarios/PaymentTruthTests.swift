import JSONRPC
import Journal
import TestSupport
import Testing

/// Row B7, payment truth: paid, partial, over, late, refunded, outside money; a paid link never goes back.
@Suite(.overEveryEngine) struct PaymentTruthTests {
    @Test func `paid: the money, the moment and the transaction are on the link`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        service.clock.advance(seconds: 60)
        let paid = try await service.report("A", "completed", #""amount":4995,"transactionId":"4051823""#)
        #expect(paid["status"] == "completed" && paid.flag("recorded") == true)
        #expect(paid.number("paidAmount") == 4995 && paid.number("dueAmount") == 0)
        #expect(paid["paidAt"] == "2026-11-22T13:26:00.000Z")
        #expect(paid.flag("paidLate") == false)
        #expect(paid["transactionId"] == "4051823")
        #expect(paid.number("version") == 2)
        service.clock.advance(seconds: 40_000_000)
        #expect(try await service.show("A").linkText == paid.linkText, "paid outranks expired")
    }

    @Test func `the same report again changes nothing, however often and however late`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let report = #""amount":4995,"transactionId":"1""#
        let paid = try await service.report("A", "completed", report)
        for again in [report, #""transactionId":"1""#] {
            let repeated = try await service.report("A", "completed", again)
            #expect(repeated.linkText == paid.linkText && repeated.flag("recorded") == false)
        }
        let refunded = try await service.report("A", "refunded", #""transactionId":"2""#)
        for status in ["refunded", "partial_refunded"] {
            let again = try await service.report("A", status, #""amount":4995,"transactionId":"2""#)
            #expect(again.linkText == refunded.linkText && again.flag("recorded") == false)
        }
        #expect(try await service.report("A", "completed", report).linkText == refunded.linkText)
        #expect(service.seq == 3)
    }

    @Test func `in parts: active until the whole amount is there`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let first = try await service.report("A", "completed", #""amount":2000,"transactionId":"1""#)
        #expect(first["status"] == "active" && first.number("paidAmount") == 2000 && first["paidAt"] == nil)
        let rest = try await service.report("A", "completed", #""note":"Cash at the counter""#)
        #expect(rest["status"] == "completed" && rest.number("paidAmount") == 4995, "left out, it is all that is open")
        #expect(rest.number("overpaidAmount") == nil)
    }

    @Test func `too much: the link is paid and tells how much came on top`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let over = try await service.report("A", "completed", #""amount":5000,"transactionId":"1""#)
        #expect(over["status"] == "completed" && over.number("overpaidAmount") == 5)
        let more = try await service.report("A", "completed", #""amount":4995,"transactionId":"2""#)
        #expect(more["status"] == "completed" && more.number("paidAmount") == 9995)
        #expect(more.number("overpaidAmount") == 5000)
        let unsaid = #"{"orderId":"A","status":"completed","transactionId":"3"}"#
        expectError(try await service.call("recordPayment", unsaid), 1001, "invalidAmount", at: "/amount")
    }

    @Test func `late: money for an expired, a cancelled or a superseded link is paid`() async throws {
        let service = try ServiceFixture()
        for order in ["expired", "swept", "cancelled", "superseded"] {
            try await service.generate(order, #""secondsActive":60"#)
        }
        try await service.done("cancelLink", "cancelled")
        try await service.copy("superseded", as: "successor", #""supersede":true"#)
        service.clock.advance(seconds: 60)
        try await service.sweep("swept")
        for order in ["expired", "swept", "cancelled", "superseded"] {
            let paid = try await service.report(order, "completed", #""transactionId":"1""#)
            #expect(paid["status"] == "completed", "\(order)")
            #expect(paid.flag("paidLate") == true, "\(order)")
        }
        #expect(try await service.show("successor")["status"] == "duplicate")
    }

    @Test func `what was paid in time and told late is not late`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        service.clock.advance(seconds: 3600)
        try await service.sweep("A")
        let paid = try await service.report("A", "completed", #""occurredAt":"2026-11-22T14:25:59+01:00""#)
        #expect(paid.flag("paidLate") == false)
        #expect(paid["paidAt"] == "2026-11-22T13:25:59.000Z")
    }

    @Test func `outside money has a note and no transaction, and two notes are two payments`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        for (note, sum) in [("first", 1000), ("first", 1000), ("second", 2000)] as [(String, Int64)] {
            let paid = try await service.report("A", "completed", #""amount":1000,"note":"\#(note)""#)
            #expect(paid.number("paidAmount") == sum)
            #expect(paid["transactionId"] == nil)
        }
    }

    @Test func `refunded: in parts, then whole, never more than was paid`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.impossible("recordPayment", "A", #""status":"refunded""#)
        try await service.report("A", "completed", #""transactionId":"1""#)
        let part = try await service.report("A", "partial_refunded", #""amount":1000,"transactionId":"2""#)
        #expect(part["status"] == "partialRefunded" && part.number("refundedAmount") == 1000)
        let more = try await service.report("A", "refunded", #""amount":1000,"transactionId":"3""#)
        #expect(more["status"] == "partialRefunded" && more.number("refundedAmount") == 2000)
        for amount in [#""amount":2996,"status":"refunded""#, #""status":"partial_refunded""#] {
            let refused = try await service.call("recordPayment", #"{"orderId":"A",\#(amount),"transactionId":"4"}"#)
            expectError(refused, 1001, "invalidAmount", at: "/amount")
        }
        let whole = try await service.report("A", "refunded", #""transactionId":"5""#)
        #expect(whole["status"] == "refunded" && whole.number("refundedAmount") == 4995)
        #expect(whole.number("paidAmount") == 4995)
    }

    @Test(arguments: ["chargeback", "chargedback"])
    func `charged back by the bank`(word: String) async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.impossible("recordPayment", "A", #""status":"\#(word)""#)
        try await service.report("A", "completed")
        let back = try await service.report("A", word, #""transactionId":"9""#)
        #expect(back["status"] == "chargedback" && back.number("chargedBackAmount") == 4995)
    }

    @Test(arguments: [nil, "1", "2"] as [String?])
    func `money that the bank took and that comes back settles the link again, said once`(transaction: String?)
        async throws
    {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.report("A", "completed", #""transactionId":"1""#)
        try await service.report("A", "chargeback", #""transactionId":"1""#)
        let name = transaction.map { #","transactionId":"\#($0)""# } ?? ""
        let part = try await service.report("A", "completed", #""amount":1000\#(name)"#)
        #expect(part["status"] == "chargedback" && part.number("paidAmount") == 5995)
        let won = try await service.report("A", "completed", #""amount":3995\#(name)"#)
        #expect(won["status"] == "completed" && won.number("paidAmount") == 9990)
        #expect(try await service.report("A", "completed", #""amount":3995\#(name)"#).linkText == won.linkText)
        let lost = try await service.report("A", "chargeback", #""amount":4995,"transactionId":"9""#)
        #expect(lost["status"] == "chargedback" && lost.number("chargedBackAmount") == 9990)
    }

    @Test func `a chargeback that is won needs no amount`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        for status in ["completed", "chargeback", "completed"] {
            try await service.report("A", status, #""transactionId":"1""#)
        }
        let won = try await service.show("A")
        #expect(won["status"] == "completed" && won.number("chargedBackAmount") == 4995)
        #expect(won.number("paidAmount") == 9990 && won.number("dueAmount") == 0)
    }

    @Test func `a paid link never goes back`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.report("A", "completed", #""transactionId":"1""#)
        for status in ["uncleared", "declined", "cancelled", "void", "expired"] {
            try await service.impossible("recordPayment", "A", #""status":"\#(status)","transactionId":"2""#)
        }
        let before = try await service.show("A").linkText
        for status in ["initialized", "reserved", "shipped"] {
            #expect(try await service.report("A", status).linkText == before)
        }
        try await service.impossible("cancelLink", "A")
        try await service.impossible("updateLink", "A", #""daysActive":5"#)
        try await service.impossible("duplicateTransaction", "A", #""newOrderId":"B","supersede":true"#)
    }

    @Test func `held: uncleared, then completed, or declined`() async throws {
        let service = try ServiceFixture()
        for order in ["A", "B"] {
            try await service.generate(order, #""secondsActive":60"#)
            #expect(try await service.report(order, "uncleared", #""transactionId":"1""#)["status"] == "uncleared")
        }
        service.clock.advance(seconds: 86_400)
        let paid = try await service.report("A", "completed", #""transactionId":"1""#)
        #expect(paid["status"] == "completed" && paid.flag("paidLate") == false, "it was held in time")
        #expect(try await service.report("B", "declined", #""transactionId":"1""#)["status"] == "declined")
        #expect(try await service.report("B", "completed", #""transactionId":"2""#)["status"] == "completed")
    }

    @Test func `the other attempts of an order that is paid become duplicates in the same record`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        for copy in ["B", "C", "D", "E"] { try await service.copy("A", as: copy, #""overrides":{"daysActive":9}"#) }
        try await service.done("cancelLink", "D")
        try await service.report("E", "uncleared")
        service.clock.advance(seconds: 60)
        let before = service.seq
        let paid = try await service.report("B", "completed", #""transactionId":"1""#)
        #expect(paid["settledBy"] == nil && paid["paidAgainBy"] == nil)
        #expect(paid.number("seq") == Int64(before) + 4, "A, C and E, and the payment itself")
        for (order, status, by) in [
            ("A", "duplicate", "B"), ("C", "duplicate", "B"), ("D", "cancelled", nil), ("E", "uncleared", "B"),
        ] as [(String, String, String?)] {
            let other = try await service.show(order)
            #expect(other["status"] == status && other["settledBy"] == by, "\(other)")
        }
        #expect(try await service.report("E", "declined")["status"] == "duplicate")
        try await service.impossible("updateLink", "C", #""daysActive":5"#)
    }

    @Test func `an order that is paid twice says so on both attempts`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.copy("A", as: "B")
        try await service.report("A", "completed", #""transactionId":"1""#)
        let second = try await service.report("B", "completed", #""transactionId":"2""#)
        #expect(second["status"] == "completed" && second["settledBy"] == "A")
        let first = try await service.show("A")
        #expect(first["status"] == "completed" && first["paidAgainBy"] == "B" && first["settledBy"] == nil)
    }

    @Test func `a link made of a paid order is for more money, and no second payment`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.report("A", "completed", #""transactionId":"1""#)
        #expect(try await service.copy("A", as: "B", #""overrides":{"amount":500}"#)["status"] == "active")
        let second = try await service.report("B", "completed", #""transactionId":"2""#)
        #expect(second["status"] == "completed" && second["settledBy"] == nil)
        #expect(try await service.show("A")["paidAgainBy"] == nil)
    }

    @Test func `nothing of it is lost by a restart`() async throws {
        var service = try ServiceFixture()
        try await service.generate("A")
        try await service.copy("A", as: "B")
        try await service.report("A", "completed", #""amount":6000,"transactionId":"1","note":"é""#)
        try await service.report("A", "refunded", #""amount":10,"occurredAt":"2026-11-22T12:00:00Z""#)
        try await service.report("B", "completed", #""note":"Bank transfer""#)
        try await service.report("B", "chargeback", #""amount":1"#)
        let before = [try await service.show("A").resultText, try await service.show("B").resultText]
        try service.reopen()
        #expect([try await service.show("A").resultText, try await service.show("B").resultText] == before)
        let again = try await service.report("A", "completed", #""amount":6000,"transactionId":"1""#)
        #expect(again.linkText == before[0])
    }
}
