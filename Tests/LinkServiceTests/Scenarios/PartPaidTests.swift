import JSON
import JSONRPC
import TestSupport
import Testing

/// A part-paid order on the wire: what is due, and what becomes of the money when a new link takes its place.
@Suite(.overEveryEngine) struct PartPaidTests {
    private func partPaid() async throws -> ServiceFixture {
        let service = try ServiceFixture()
        try await service.generate("A")
        try await service.report("A", "completed", #""amount":4000"#)
        return service
    }

    private func token(of answer: ServiceAnswer) throws -> String {
        try #require(answer["url"]?.split(separator: "/").last.map(String.init))
    }

    @Test func `a checkout page is told what is still to be paid`() async throws {
        let service = try await partPaid()
        let shown = try await service.show("A")
        #expect(shown.number("dueAmount") == 995 && shown["dueAmountText"] == "9.95")
        let page = try await service.call("resolveLink", #"{"token":"\#(try token(of: shown))"}"#)
        #expect(page.number("dueAmount") == 995 && page["dueAmountText"] == "9.95" && page.number("paidAmount") == 4000)
    }

    @Test func `superseding is refused, or carries the money over`() async throws {
        let service = try await partPaid()
        let refused = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"A","newOrderId":"B","supersede":true}"#
        )
        expectError(refused, 2003, "partPaid", at: "/carryPaid")
        #expect(refused.data?["current"]?["orderId"]?.string == "A")
        let made = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"A","newOrderId":"B","supersede":true,"carryPaid":true,"overrides":{"amount":12000}}"#
        )
        #expect(made.number("dueAmount") == 8000 && made.number("carriedAmount") == 4000)
        #expect(made.number("paidAmount") == nil)
    }

    @Test func `a dry run shows what the new link would ask for`() async throws {
        let service = try await partPaid()
        let dry = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"A","newOrderId":"B","supersede":true,"carryPaid":true,"dryRun":true}"#
        )
        #expect(dry.number("dueAmount") == 995)
    }

    @Test func `carryPaid needs supersede`() async throws {
        let service = try await partPaid()
        let refused = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"A","newOrderId":"B","carryPaid":true}"#
        )
        expectError(refused, -32602, "invalidParameter", at: "/carryPaid")
    }

    @Test func `a reissue of a dead link is refused, in a batch too`() async throws {
        let service = try await partPaid()
        try await service.done("cancelLink", "A")
        let terms = #""orderId":"A","currency":"EUR","amount":4995,"description":"Repair","onExisting":"reissue""#
        expectError(try await service.call("generateLink", "{\(terms)}"), 2003, "partPaid", at: "/onExisting")
        let batch = try await service.call("generateLinks", #"{"links":[{\#(terms)}]}"#)
        #expect(batch.data?["rows"]?.elements.first { _ in true }?["kind"]?.string == "partPaid", "\(batch)")
    }

    @Test func `what is due outlives a restart`() async throws {
        var service = try await partPaid()
        _ = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"A","newOrderId":"B","supersede":true,"carryPaid":true}"#
        )
        try await service.report("A", "refunded", #""amount":1000"#)
        #expect(try await service.show("B").number("dueAmount") == 1995)
        try service.reopen()
        #expect(try await service.show("B").number("dueAmount") == 1995)
    }

    @Test func `a successor that late money covers is paid, also after a restart`() async throws {
        var service = try await partPaid()
        let next = #"{"orderId":"A","newOrderId":"B","supersede":true,"carryPaid":true,"overrides":{"amount":4500}}"#
        _ = try await service.call("duplicateTransaction", next)
        try await service.report("A", "completed", #""amount":500,"transactionId":"late""#)
        try service.reopen()
        let paid = try await service.show("B")
        #expect(paid["status"] == "completed" && paid.number("dueAmount") == 0 && paid.number("paidAmount") == nil)
        #expect(try await service.show("A")["status"] == "cancelled")
        let refused = try await service.call("resolveLink", #"{"url":"\#(try #require(paid["url"]))"}"#)
        expectError(refused, 2006, "linkNotPayable", at: "/url")
    }

    @Test func `events say the currency beside each amount of money that moved`() async throws {
        let service = try await partPaid()
        _ = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"A","newOrderId":"B","supersede":true,"carryPaid":true}"#
        )
        try await service.report("A", "refunded", #""amount":1000"#)
        let moved = #"{"after":0,"types":["paymentRecorded","linkPaidCarried"]}"#
        let events = try await service.call("listEvents", moved).result?["events"]?.elements.map(\.self) ?? []
        #expect(events.map { $0["type"]?.string } == ["paymentRecorded", "linkPaidCarried", "paymentRecorded"])
        #expect(events.map { $0["currency"]?.string } == ["EUR", "EUR", "EUR"])
        #expect(events.map { ($0["amount"] ?? $0["carriedAmount"])?.integer } == [4000, 3000, 1000])
    }

    @Test func `a second report without a transaction says that nothing was recorded`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let first = try await service.report("A", "completed", #""amount":2500"#)
        let second = try await service.report("A", "completed", #""amount":2500"#)
        #expect(first.flag("recorded") == true && second.flag("recorded") == false)
        #expect(second.number("paidAmount") == 2500 && second.number("dueAmount") == 2495)
    }
}
