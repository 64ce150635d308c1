import JSON
import PaymentLinks
import TestSupport
import Testing

/// A site that is renamed or dropped from the configuration keeps its links: all but making goes on.
@Suite(.overEveryEngine) struct FormerSitesTests {
    /// A service of one site, `shop`, with an order A-1 from the time when the site was `default`.
    private func renamed() async throws -> (ServiceFixture, old: ServiceAnswer) {
        var service = try ServiceFixture(sites: ["default"])
        let old = try await service.generate("A-1", #""customer":{"email":"j@shop.example"},"idempotencyKey":"k""#)
        try service.reopen(sites: ["shop"])
        return (service, old)
    }

    @Test func `a link of a former site is read by order, by site and by ID`() async throws {
        let (service, old) = try await renamed()
        #expect(try await service.show("A-1").resultText == old.resultText)
        for named in [#""site":"default","orderId":"A-1""#, #""linkId":"\#(old["linkId"] ?? "")""#] {
            #expect(try await service.call("getLink", "{\(named)}").resultText == old.resultText)
        }
        let listed = try await service.call("listLinks", #"{"site":"default"}"#).result?["links"]
        #expect(listed?.count == 1)
        #expect(try await service.events(after: 0, #""site":"default""#).orders == ["A-1"])
    }

    @Test func `a link of a former site is opened, updated, paid and erased`() async throws {
        let (service, old) = try await renamed()
        let page = try await service.call("resolveLink", #"{"url":"\#(old["url"] ?? "")"}"#)
        #expect(page["orderId"] == "A-1", "\(page)")
        try await service.done("updateLink", "A-1", #""daysActive":60"#)
        #expect(try await service.report("A-1", "completed")["status"] == "completed")
        let erased = try await service.call("erasePersonalData", #"{"orderId":"A-1","reason":"asked"}"#)
        #expect(erased.number("erased") == 1)
    }

    @Test func `a link of a former site is cancelled`() async throws {
        let (service, _) = try await renamed()
        #expect(try await service.done("cancelLink", "A-1")["status"] == "cancelled")
    }

    @Test func `an erasure by address never passes a former site over in silence`() async throws {
        let (service, _) = try await renamed()
        let erase = #""email":"j@shop.example","reason":"asked""#
        let unclear = try await service.call("erasePersonalData", "{\(erase)}")
        expectError(unclear, -32602, "invalidParameter", at: "/site")
        #expect(unclear.message?.contains("shop, default") == true)
        let erased = try await service.call("erasePersonalData", #"{"site":"default",\#(erase)}"#)
        #expect(erased.number("erased") == 1)
    }

    @Test func `no link is made for a former site`() async throws {
        let (service, _) = try await renamed()
        let calls = [
            ("generateLink", ServiceFixture.terms("B-1", #""site":"default""#)),
            ("generateLink", ServiceFixture.terms("B-1", #""site":"default","dryRun":true"#)),
            ("duplicateTransaction", #"{"orderId":"A-1","newOrderId":"B-1"}"#),
        ]
        for (method, parameters) in calls {
            let refused = try await service.call(method, parameters)
            expectError(refused, 1004, "unknownSite", at: "/site", method)
            #expect(refused.message?.contains("default is no longer configured") == true, "\(refused)")
        }
        let rows = "[\(ServiceFixture.terms("B-1", #""site":"default""#))]"
        let batch = try await service.call("generateLinks", #"{"links":\#(rows)}"#)
        #expect(batch.data?["rows"]?.elements.first { _ in true }?["parameter"]?.string == "/links/0/site", "\(batch)")
        #expect(service.seq == 1)
    }

    @Test func `an order of a former site is no second link`() async throws {
        let (service, old) = try await renamed()
        let taken = try await service.call("generateLink", ServiceFixture.terms("A-1"))
        expectError(taken, 1006, "orderIdInUse", at: "/orderId")
        #expect(taken.data?["existing"]?["linkId"]?.string == old["linkId"])
        let existing = try await service.generate("A-1", #""onExisting":"return""#)
        #expect(existing["linkId"] == old["linkId"])
        try await service.done("cancelLink", "A-1")
        let dead = try await service.call("generateLink", ServiceFixture.terms("A-1", #""onExisting":"reissue""#))
        expectError(dead, 1006, "orderIdInUse", at: "/orderId")
    }

    @Test func `a key that was used before gets its first answer`() async throws {
        let (service, old) = try await renamed()
        let again = try await service.generate("A-1", #""customer":{"email":"j@shop.example"},"idempotencyKey":"k""#)
        #expect(again.resultText == old.resultText)
    }

    @Test func `an order that two sites have needs its site`() async throws {
        let (service, old) = try await renamed()
        let new = try await service.generate("A-1", #""site":"shop""#)
        #expect(new["linkId"] != old["linkId"])
        for method in ["getLink", "cancelLink", "recordPayment", "updateLink"] {
            let more = method == "recordPayment" ? #","status":"completed""# : #","daysActive":2"#
            let rest = method == "recordPayment" || method == "updateLink" ? more : ""
            let unclear = try await service.call(method, #"{"orderId":"A-1"\#(rest)}"#)
            expectError(unclear, -32602, "invalidParameter", at: "/site", method)
            #expect(unclear.message?.contains("shop, default") == true)
        }
        let shown = try await service.call("getLink", #"{"site":"shop","orderId":"A-1"}"#)
        #expect(shown.resultText == new.resultText)
        #expect(service.seq == 2)
    }

    @Test func `a site that was never there is unknown, and the former ones are among the choices`() async throws {
        let (service, _) = try await renamed()
        let calls = [
            ("getLink", #"{"site":"east","orderId":"A-1"}"#), ("listLinks", #"{"site":"east"}"#),
            ("listEvents", #"{"after":0,"site":"east"}"#), ("listPaymentMethods", #"{"site":"east"}"#),
        ]
        for (method, parameters) in calls {
            let unknown = try await service.call(method, parameters)
            expectError(unknown, 1004, "unknownSite", at: "/site", method)
            #expect(unknown.message?.contains("shop, default") == true, "\(unknown)")
        }
    }

    @Test func `the status counts the links of former sites, and links of today's sites are not among them`()
        async throws
    {
        let (service, _) = try await renamed()
        try await service.generate("B-1")
        let status = try await service.call("getServiceStatus")
        #expect(status.result?["formerSites"]?.compact == #"{"default":1}"#)
        #expect(status.result?["sites"]?.compact == #"["shop"]"#)
        #expect(service.ledger.linkCountsBySite.values.map(\.total).sorted() == [1, 1])
    }
}
