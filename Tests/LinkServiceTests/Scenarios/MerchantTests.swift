import JSON
import JSONRPC
import TestSupport
import Testing

/// Rows S1 and S2: a merchant makes a link, and sees every link that was ever made.
@Suite(.overEveryEngine) struct MerchantTests {
    @Test func `a link has every field of the form, and the defaults of one left empty`() async throws {
        let service = try ServiceFixture()
        let short = try await service.generate("A")
        #expect(short["expiresAt"] == "2026-12-22T13:25:00.000Z", "30 days if nobody says otherwise")
        #expect(short.result?["secondChanceEmail"]?.bool == false)
        #expect(short.result?["customer"]?.isNull == true)
        let customer =
            #"{"firstName":"Jorien","lastName":"Visser","email":"j@shop.example","country":"NL","locale":"nl_NL"}"#
        let long = try await service.generate("B", #""daysActive":14,"secondChanceEmail":true,"customer":\#(customer)"#)
        #expect(long["expiresAt"] == "2026-12-06T13:25:00.000Z")
        #expect(long.result?["secondChanceEmail"]?.bool == true)
        #expect(long.result?["customer"]?.compact == customer)
    }

    @Test func `an order ID is unique within its site, not beyond`() async throws {
        let service = try ServiceFixture(sites: ["one", "two"])
        try await service.generate("A", #""site":"one""#)
        try await service.generate("A", #""site":"two""#)
        let twice = try await service.call("generateLink", ServiceFixture.terms("A", #""site":"one""#))
        expectError(twice, 1006, "orderIdInUse", at: "/orderId")
    }

    @Test func `the list shows every link with its date and status, whoever and whatever made it`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        service.clock.advance(seconds: 60)
        let rows = [ServiceFixture.terms("B", #""secondsActive":60"#), ServiceFixture.terms("C")].joined(separator: ",")
        _ = try await service.call("generateLinks", #"{"links":[\#(rows)]}"#)
        _ = try await service.call("duplicateTransaction", #"{"orderId":"A","newOrderId":"D","supersede":true}"#)
        service.clock.advance(seconds: 61)
        let page = try await service.call("listLinks", #"{"order":"oldest","limit":10}"#)
        let links = try #require(page.result?["links"]?.elements)
        #expect(links.map { $0["orderId"]?.string } == ["A", "B", "C", "D"])
        #expect(links.map { $0["status"]?.string } == ["cancelled", "expired", "active", "active"])
        #expect(links.map { $0["createdAt"]?.string?.dropFirst(11).prefix(5) } == ["13:25", "13:26", "13:26", "13:26"])
        let active = try await service.call("listLinks", #"{"status":"active"}"#)
        #expect(active.result?["links"]?.elements.map { $0["orderId"]?.string } == ["D", "C"])
    }

    @Test func `payment methods are shown with what a link may name`() async throws {
        let service = try ServiceFixture()
        let answer = try await service.call("listPaymentMethods", #"{"site":"default"}"#)
        let methods = try #require(answer.result?["paymentMethods"]?.elements)
        for method in methods {
            let gateway = try #require(method["gateway"]?.string)
            let made = try await service.call(
                "generateLink",
                ServiceFixture.terms("O-\(gateway)", #""gateway":"\#(gateway)""#)
            )
            #expect((made.result != nil) == method["takesLinks"]?.bool, "\(gateway)")
            if method["payLater"]?.bool == true {
                expectError(made, 1023, "gatewayNotForLinks", at: "/gateway", gateway)
            }
        }
    }
}
