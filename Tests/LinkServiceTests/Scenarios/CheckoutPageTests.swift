import JSON
import JSONRPC
import Journal
import PaymentLinks
import TestSupport
import Testing

/// A checkout page asks what a token stands for: terms to fill itself in with, or why there is nothing to pay.
@Suite(.overEveryEngine) struct CheckoutPageTests {
    private func token(_ link: ServiceAnswer) throws -> String {
        String(try #require(link["url"]?.split(separator: "/").last))
    }

    private func resolve(_ service: ServiceFixture, _ token: String, _ more: String = "") async throws -> ServiceAnswer
    {
        try await service.call("resolveLink", #"{"token":"\#(token)"\#(more)}"#)
    }

    @Test func `the page gets the terms, and nothing of the shop's own notes`() async throws {
        let service = try ServiceFixture()
        let made = try await service.generate(
            "A",
            #""customer":{"firstName":"Jorien"},"gateway":"IDEAL","metadata":{"cart":"7"},"redirectUrl":"https://shop.example/paid""#
        )
        let page = try await resolve(service, token(made))
        #expect(page["orderId"] == "A" && page["amountText"] == "49.95" && page["gateway"] == "IDEAL", "\(page)")
        #expect(page.result?["customer"]?["firstName"]?.string == "Jorien")
        #expect(page["redirectUrl"] == "https://shop.example/paid")
        for hidden in ["metadata", "linkId", "notificationUrl", "version"] { #expect(page.result?[hidden] == nil) }
    }

    @Test func `openings are counted for good, and a mail scanner's are not`() async throws {
        var service = try ServiceFixture()
        let made = try await service.generate("A")
        let token = try token(made)
        for _ in 0..<3 { _ = try await resolve(service, token, #","peek":true"#) }
        #expect(service.seq == 1)
        for count in 1...20 {
            let page = try await resolve(service, token)
            #expect(page.result?["openings"]?.integer == Int64(count))
            #expect(page.result?["openingsLeft"]?.integer == Int64(20 - count))
            if count == 10 { try service.reopen() }
        }
        let over = try await resolve(service, token)
        expectError(over, 2006, "linkNotPayable", at: "/token")
        #expect(over.data?["reason"]?.string == "openedTooOften")
        #expect(service.seq == 21)
        #expect(try await service.show("A").result?["version"]?.integer == 1)
    }

    @Test func `each dead state has a reason of its own, and shows no terms`() async throws {
        let service = try ServiceFixture()
        let expired = try token(await service.generate("EXPIRED", #""secondsActive":60"#))
        let cancelled = try token(await service.generate("CANCELLED"))
        _ = try await service.call("cancelLink", #"{"orderId":"CANCELLED"}"#)
        let superseded = try token(await service.generate("OLD"))
        let new = try await service.call(
            "duplicateTransaction",
            #"{"orderId":"OLD","newOrderId":"NEW","supersede":true}"#
        )
        service.clock.advance(seconds: 61)
        let before = service.seq
        for (token, reason) in [(expired, "expired"), (cancelled, "cancelled"), (superseded, "superseded")] {
            let refused = try await resolve(service, token)
            expectError(refused, 2006, "linkNotPayable", at: "/token", reason)
            #expect(refused.data?["reason"]?.string == reason)
            #expect(refused.data?["amount"] == nil)
        }
        let sentOn = try await resolve(service, superseded)
        #expect(sentOn.data?["successorUrl"]?.string == new["url"])
        #expect(service.seq == before, "a dead link's opening is no event")
    }

    @Test func `a guess learns nothing`() async throws {
        let service = try ServiceFixture()
        let made = try await service.generate("A")
        let id = try #require(made["linkId"])
        for guess in ["", "x", String(repeating: "0", count: 32), id, String(id.dropFirst(4))] {
            let refused = try await resolve(service, guess)
            expectError(refused, 1006, "unknownOrder", at: "/token", guess)
            #expect(refused.message == "No link has this address; ask the shop for the current one.")
        }
        let url = try #require(made["url"])
        let elsewhere = url.replacing("default.example", with: "default.example.evil.example")
        let refused = try await service.call("resolveLink", #"{"url":"\#(elsewhere)"}"#)
        expectError(refused, 1006, "unknownOrder", at: "/url")
        #expect(try await service.call("resolveLink", #"{"url":"\#(url)"}"#)["orderId"] == "A")
    }

    @Test func `one of the two, not both and not neither`() async throws {
        let service = try ServiceFixture()
        let neither = try await service.call("resolveLink", "{}")
        expectError(neither, -32602, "invalidParameter", at: "/token")
        let both = try await service.call("resolveLink", #"{"token":"x","url":"y"}"#)
        expectError(both, -32602, "invalidParameter", at: "/url")
    }
}
