import JSON
import JSONRPC
import Journal
import LinkService
import PaymentLinks
import TestSupport
import Testing

/// Row B8: many links in one record, all of them or none, with a dry run and an error for each row.
@Suite(.overEveryEngine) struct AtomicBatchTests {
    private func batch(_ rows: [String], _ more: String = "") -> String {
        #"{"links":[\#(rows.joined(separator: ","))]\#(more)}"#
    }

    @Test func `a hundred links are one record and one answer in their order`() async throws {
        var service = try ServiceFixture()
        let orders = (1...100).map { "O-\($0)" }
        let made = try await service.call("generateLinks", batch(orders.map { ServiceFixture.terms($0) }))
        let links = try #require(made.result?["links"])
        #expect(links.elements.compactMap { $0["orderId"]?.string } == orders)
        #expect(links.elements.compactMap { $0["seq"]?.integer } == Array(1...100))
        #expect(Set(links.elements.compactMap { $0["url"]?.string }).count == 100)
        try service.reopen()
        #expect(try await service.show("O-100")["url"] == links.elements.reduce(nil) { $1["url"]?.string ?? $0 })
        #expect(service.seq == 100)
    }

    @Test func `one bad row, and none is made; every bad row is told, whatever is wrong with it`() async throws {
        let service = try ServiceFixture()
        try await service.generate("TAKEN")
        let rows = [
            ServiceFixture.terms("GOOD"), #"{"orderId":"X","currency":"EUR","amount":1.5,"description":"x"}"#,
            ServiceFixture.terms("TAKEN"), "7", ServiceFixture.terms("GOOD"),
            ServiceFixture.terms("Y", #""dryRun":true"#),
            ServiceFixture.terms("Z", #""customer":{"email":"nobody"}"#), ServiceFixture.terms("V", #""site":"other""#),
        ]
        let refused = try await service.call("generateLinks", batch(rows))
        expectError(refused, -32602, "invalidParameter", at: "/links")
        let told = try #require(refused.data?["rows"])
        #expect(refused.data?["rowsRefused"]?.integer == 7)
        #expect(told.elements.map { $0["row"]?.integer } == [1, 2, 3, 4, 5, 6, 7])
        #expect(
            told.elements.map { $0["kind"]?.string } == [
                "invalidAmount", "orderIdInUse", "invalidParameter", "orderIdInUse", "invalidParameter",
                "invalidCustomer", "unknownSite",
            ]
        )
        #expect(
            told.elements.map { $0["parameter"]?.string } == [
                "/links/1/amount", "/links/2/orderId", "/links/3", "/links/4/orderId", "/links/5/dryRun",
                "/links/6/customer/email", "/links/7/site",
            ]
        )
        #expect(told.elements.allSatisfy { isSentenceWithAdvice($0["message"]?.string ?? "") }, "\(refused)")
        #expect(service.seq == 1)
        expectError(try await service.show("GOOD"), 1006, "unknownOrder", at: "/orderId")
    }

    @Test func `a dry run shows what would be made, and makes nothing`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let rows = [ServiceFixture.terms("A", #""onExisting":"return""#), ServiceFixture.terms("B")]
        let dry = try await service.call("generateLinks", batch(rows, #","dryRun":true"#))
        let links = try #require(dry.result?["links"])
        #expect(links.elements.map { $0["linkId"]?.isNull } == [false, true])
        #expect(service.seq == 1)
        #expect(try await service.call("generateLinks", batch(rows)).result?["links"]?.count == 2)
        #expect(service.seq == 2)
    }

    @Test func `a batch that could not be answered is refused before it is recorded`() async throws {
        let service = try ServiceFixture()
        let rows = (0..<3300).map { ServiceFixture.terms("O-\($0)") }
        let refused = try await service.call("generateLinks", batch(rows))
        expectError(refused, -32001, "responseTooLarge", at: "/links")
        #expect(service.seq == 0)
    }

    @Test func `what is promised of an answer's length holds for the longest values`() async throws {
        let service = try ServiceFixture()
        let order = String(repeating: "x", count: 50)
        let row = #"""
            {"orderId":"\#(order)","currency":"EUR","amount":9007199254740991,"description":"é\u0041","onExisting":"reissue"}
            """#
        let made = try await service.call("generateLinks", batch([row]))
        let url = try #require(made.result?["links"]?.elements.reduce(nil) { $1["url"]?.string ?? $0 })
        #expect(made.text.utf8.count <= ServiceLimits.answerBytes(row: row.utf8.count, url: url.utf8.count))
    }
}
