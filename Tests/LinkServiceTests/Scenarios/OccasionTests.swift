import JSON
import JSONRPC
import Journal
import TestSupport
import Testing

/// Row S7: the four occasions for which a merchant makes a link, each from end to end.
@Suite(.overEveryEngine) struct OccasionTests {
    @Test func `1. a customer wants to adjust an order: a new link instead of a new checkout`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A-17")
        let adjusted = try await service.copy(
            "A-17",
            as: "A-17-2",
            #""overrides":{"amount":5995,"description":"Bicycle repair and a bell"},"supersede":true"#
        )
        #expect(adjusted["amountText"] == "59.95")
        #expect(try await service.show("A-17")["status"] == "cancelled", "the old link can't be paid by mistake")
        let paid = try await service.report("A-17-2", "completed", #""transactionId":"1""#)
        #expect(paid["status"] == "completed" && paid["duplicateOf"] == "A-17")
    }

    @Test func `2. an order made by hand: generated, shown, paid`() async throws {
        let service = try ServiceFixture()
        let slip = #""customer":{"lastName":"Visser"},"metadata":{"slip":"7732"}"#
        let made = try await service.generate("phone-1", slip)
        #expect(made["url"] != nil && made["status"] == "active")
        #expect(try await service.report("phone-1", "initialized", #""transactionId":"1""#)["status"] == "active")
        #expect(try await service.report("phone-1", "completed", #""transactionId":"1""#)["status"] == "completed")
        let list = try await service.call("listLinks", #"{"status":"completed","metadata":{"slip":"7732"}}"#)
        #expect(list.result?["links"]?.count == 1)
    }

    @Test func `3. money that matches no order is accounted for by a link`() async throws {
        let service = try ServiceFixture()
        try await service.generate("unmatched-1", #""metadata":{"iban":"***1234"}"#)
        let paid = try await service.report(
            "unmatched-1",
            "completed",
            #""amount":4995,"occurredAt":"2026-11-20T09:00:00Z","note":"Bank transfer of J. Visser""#
        )
        #expect(paid["status"] == "completed" && paid["paidAt"] == "2026-11-20T09:00:00.000Z")
        #expect(paid["transactionId"] == nil && paid.flag("paidLate") == false)
    }

    @Test func `4. a bank-transfer link has expired and the customer still wants to pay`() async throws {
        let service = try ServiceFixture()
        try await service.generate("bank-1", #""gateway":"BANKTRANS","secondsActive":60"#)
        service.clock.advance(seconds: 86_400)
        #expect(try await service.show("bank-1")["status"] == "expired")
        let fresh = try await service.copy("bank-1", as: "bank-1-2", #""overrides":{"daysActive":14},"supersede":true"#)
        #expect(fresh["status"] == "active" && fresh["gateway"] == "BANKTRANS")
        // The customer's first transfer arrives all the same.
        let late = try await service.report("bank-1", "completed", #""transactionId":"1""#)
        #expect(late["status"] == "completed" && late.flag("paidLate") == true)
        #expect(try await service.show("bank-1-2")["status"] == "duplicate", "and the order is not paid twice")
    }
}
