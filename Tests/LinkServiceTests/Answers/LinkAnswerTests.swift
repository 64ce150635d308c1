import JSON
import JSONRPC
import Journal
@testable import PaymentLinks
import TestSupport
import Testing

/// What a link looks like on the wire.
@Suite(.overEveryEngine) struct LinkAnswerTests {
    @Test func `an ordinary link, member by member`() async throws {
        let service = try ServiceFixture()
        let answer = try await service.generate("A-17")
        let id = try #require(answer["linkId"])
        let url = try #require(answer["url"])
        #expect(id.wholeMatch(of: /lnk_[0-9a-z]{24}/) != nil)
        #expect(url.wholeMatch(of: /https:\/\/default\.example\/pay\/[0-9a-z]{32}/) != nil)
        let expected = """
            {"linkId":"\(id)","site":"default","siteName":null,"mailFrom":null,"issuer":"local","orderId":"A-17","url":"\(url)","status":"active",\
            "currency":"EUR","amount":4995,"amountText":"49.95","description":"Bicycle repair","secondChanceEmail":false,\
            "customer":null,"gateway":null,"redirectUrl":null,"cancelUrl":null,"notificationUrl":null,"metadata":{},\
            "createdAt":"2026-11-22T13:25:00.000Z","expiresAt":"2026-12-22T13:25:00.000Z",\
            "customerErasedAt":null,"duplicateOf":null,"supersededBy":null,"cancelledAt":null,"cancelReason":null,"paidAmount":null,"paidAt":null,"paidLate":null,\
            "overpaidAmount":null,"refundedAmount":null,"chargedBackAmount":null,"transactionId":null,"settledBy":null,\
            "paidAgainBy":null,"carriedAmount":null,"dueAmount":4995,"dueAmountText":"49.95",\
            "openings":0,"openingsLeft":20,"version":1,"seq":1}
            """
        #expect(answer.resultText == expected)
    }

    @Test func `every method that answers a link shows every member of the wire's Link`() async throws {
        let service = try ServiceFixture()
        let members = """
            linkId site siteName mailFrom issuer orderId url status currency amount amountText description createdAt expiresAt
            secondChanceEmail customer gateway metadata duplicateOf supersededBy version seq paidAmount paidAt
            """.split(whereSeparator: \.isWhitespace)
        let answers = [
            try await service.generate("A"),
            try await service.generate("Z", #""dryRun":true"#),
            try await service.show("A"),
            try await service.call("duplicateTransaction", #"{"orderId":"A","newOrderId":"B","supersede":true}"#),
            try await service.call("cancelLink", #"{"orderId":"B","reason":"Paid in cash"}"#),
        ]
        for answer in answers {
            let shown = Set((answer.result?.members).map { $0.map(\.name) } ?? [])
            for member in members { #expect(shown.contains(String(member)), "\(member) in \(answer)") }
        }
    }

    @Test func `every term comes back as it was sent`() async throws {
        let service = try ServiceFixture()
        let terms = #"""
            "secondChanceEmail":true,"customer":{"firstName":"Anna","lastName":"de Vries","email":"anna@shop.example",\#
            "country":"NL","locale":"nl_NL"},"gateway":"IDEAL","redirectUrl":"https://shop.example/paid",\#
            "cancelUrl":"https://shop.example/back","notificationUrl":"https://shop.example/notify",\#
            "metadata":{"a":"","é":"\"x\"\n"}
            """#
        let answer = try await service.generate("A", terms + #","daysActive":365"#)
        #expect(answer.resultText.contains(terms), "\(answer)")
        #expect(answer["expiresAt"] == "2027-11-22T13:25:00.000Z")
        #expect(try await service.show("A").resultText == answer.resultText)
    }

    @Test(arguments: [
        ("EUR", 5, "0.05"), ("JPY", 50, "50"), ("KWD", 4995, "4.995"),
        ("EUR", 9_007_199_254_740_991, "90071992547409.91"),
    ])
    func `the amount's text has the currency's decimals`(currency: String, amount: Int, text: String) async throws {
        let service = try ServiceFixture()
        let parameters = #"{"orderId":"A","currency":"\#(currency)","amount":\#(amount),"description":"x"}"#
        let answer = try await service.call("generateLink", parameters)
        #expect(answer["amountText"] == text)
        #expect(answer.result?["amount"]?.integer == Int64(amount))
    }

    @Test func `a link by its ID is the link by its order`() async throws {
        let service = try ServiceFixture()
        let made = try await service.generate("A")
        let byID = try await service.call("getLink", #"{"linkId":"\#(made["linkId"] ?? "")"}"#)
        #expect(byID.resultText == made.resultText)
    }

    @Test func `it expires at the very millisecond`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":1"#)
        service.clock.advance(milliseconds: 999)
        #expect(try await service.show("A")["status"] == "active")
        service.clock.advance(milliseconds: 1)
        #expect(try await service.show("A")["status"] == "expired")
        #expect(service.seq == 1, "expiry is no event")
    }

    @Test func `a cancelled link says when and why`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        service.clock.advance(seconds: 60)
        let first = try await service.call("cancelLink", #"{"orderId":"A","reason":"Paid in cash"}"#)
        #expect(first["status"] == "cancelled")
        #expect(first["cancelledAt"] == "2026-11-22T13:26:00.000Z")
        #expect(first["cancelReason"] == "Paid in cash")
        #expect(first.result?["version"]?.integer == 2)
        #expect(first.result?["seq"]?.integer == 2)
        service.clock.advance(seconds: 60)
        let again = try await service.call("cancelLink", #"{"orderId":"A","reason":"Another"}"#)
        #expect(again.resultText == first.resultText, "cancelling again changes nothing")
        #expect(service.seq == 2)
    }

    @Test func `ifVersion shows the link as it is now`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let refused = try await service.call("cancelLink", #"{"orderId":"A","ifVersion":2}"#)
        expectError(refused, 2002, "versionConflict", at: "/ifVersion")
        let current = refused.data?["current"].map { String(decoding: $0.rawBytes, as: UTF8.self) }
        #expect(current == (try await service.show("A").resultText))
        #expect(try await service.call("cancelLink", #"{"orderId":"A","ifVersion":1}"#)["status"] == "cancelled")
    }

    @Test func `an order ID in use shows the existing link`() async throws {
        let service = try ServiceFixture()
        let made = try await service.generate("A", #""secondsActive":1"#)
        service.clock.advance(seconds: 1)
        let parameters = [
            ("generateLink", ServiceFixture.terms("A"), "/orderId"),
            ("duplicateTransaction", #"{"orderId":"A","newOrderId":"A"}"#, "/newOrderId"),
        ]
        for (method, parameters, pointer) in parameters {
            let refused = try await service.call(method, parameters)
            expectError(refused, 1006, "orderIdInUse", at: pointer)
            let existing = refused.data?["existing"]
            #expect(existing?["linkId"]?.string == made["linkId"])
            #expect(existing?["url"]?.string == made["url"])
            #expect(existing?["status"]?.string == "expired")
            #expect(existing?["version"]?.integer == 1)
        }
    }
}
