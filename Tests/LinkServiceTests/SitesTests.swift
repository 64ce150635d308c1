import JSON
import JSONRPC
import Journal
import TestSupport
import Testing

/// A service with several sites.
@Suite(.overEveryEngine) struct SitesTests {
    private static let calls = [
        ("generateLink", ServiceFixture.terms("A")), ("getLink", #"{"orderId":"A"}"#),
        ("duplicateTransaction", #"{"orderId":"A","newOrderId":"B"}"#), ("cancelLink", #"{"orderId":"A"}"#),
    ]

    @Test(arguments: calls)
    func `the site has to be named, and to be one of them`(method: String, parameters: String) async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        let missing = try await service.call(method, parameters)
        expectError(missing, -32602, "invalidParameter", at: "/site", method)
        #expect(missing.message?.contains("north, south") == true)
        let other = parameters.replacing("{\"orderId\"", with: "{\"site\":\"east\",\"orderId\"")
        expectError(try await service.call(method, other), 1004, "unknownSite", at: "/site", method)
        #expect(service.seq == 0)
    }

    @Test func `an order ID is unique within its site only`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        let north = try await service.generate("A", #""site":"north""#)
        let south = try await service.generate("A", #""site":"south""#)
        #expect(north["linkId"] != south["linkId"])
        #expect(south["url"]?.hasPrefix("https://south.example/pay/") == true)
        let again = try await service.call("generateLink", ServiceFixture.terms("A", #""site":"north""#))
        expectError(again, 1006, "orderIdInUse", at: "/orderId")
        #expect(again.data?["existing"]?["linkId"]?.string == north["linkId"])
    }

    @Test func `a link ID needs no site, and with one it has to be the link's`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        let north = try await service.generate("A", #""site":"north""#)
        let id = north["linkId"] ?? ""
        #expect(try await service.call("getLink", #"{"linkId":"\#(id)"}"#).resultText == north.resultText)
        #expect(
            try await service.call("getLink", #"{"site":"north","linkId":"\#(id)"}"#).resultText == north.resultText
        )
        let south = try await service.call("getLink", #"{"site":"south","linkId":"\#(id)"}"#)
        expectError(south, 1006, "unknownOrder", at: "/linkId")
        let east = try await service.call("getLink", #"{"site":"east","linkId":"\#(id)"}"#)
        expectError(east, 1004, "unknownSite", at: "/site")
    }

    @Test func `a list without a site shows every site`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        for site in ["north", "south"] { try await service.generate("A", #""site":"\#(site)""#) }
        #expect(try await service.call("listLinks").result?["links"]?.count == 2)
        let north = try await service.call("listLinks", #"{"site":"north"}"#).result?["links"]
        #expect(north.map { $0.elements.compactMap { $0["site"]?.string } } == ["north"])
    }

    @Test func `the same key on two sites is two keys`() async throws {
        let service = try ServiceFixture(sites: ["north", "south"])
        try await service.generate("A", #""site":"north","idempotencyKey":"k""#)
        try await service.generate("B", #""site":"south","idempotencyKey":"k""#)
        #expect(service.seq == 2)
    }
}
