import JSON
import JSONRPC
import TestSupport
import Testing

/// A refused argument is told what to give instead, whatever people send by mistake.
@Suite struct AdviceTests {
    private static let terms = #""orderId":"B","currency":"EUR","description":"Desk""#

    @Test(arguments: [
        ("generateLink", #"{\#(terms),"amount":9007199254740992}"#, "and at most 9007199254740991."),
        ("generateLink", #"{\#(terms),"amount":99999999999999999999}"#, "and at most 9007199254740991."),
        ("generateLink", #"{\#(terms),"amount":1,"daysActive":"14"}"#, "; send it without quotes."),
        ("generateLink", #"{\#(terms),"amount":1,"secondChanceEmail":"true"}"#, "; send it without quotes."),
        ("getLink", "{}", "`orderId` or `linkId` is needed; give the order ID, such as \"A-1001\", or the link ID."),
        ("listLinks", #"{"status":"paid"}"#, "; you may have meant `completed`."),
        ("listLinks", #"{"status":["active","canceled"]}"#, "; you may have meant `cancelled`."),
        ("listLinks", #"{"order":"newst"}"#, "; you may have meant `newest`."),
        ("recordPayment", #"{"orderId":"A","status":"paid"}"#, "; you may have meant `completed`."),
        ("recordPayment", #"{"orderId":"A","status":"partialRefunded"}"#, "; you may have meant `partial_refunded`."),
    ])
    func `a refusal says what to give`(method: String, parameters: String, end: String) async throws {
        let message = try #require(try await ServiceFixture().call(method, parameters).message)
        #expect(message.hasSuffix(end), "\(message)")
    }

    @Test func `an order whose link nobody can pay is not told to use that link`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A", #""secondsActive":60"#)
        let again = #"{"orderId":"A","currency":"EUR","amount":4995,"description":"Repair"}"#
        #expect(try await service.call("generateLink", again).message?.contains("use the existing link") == true)
        service.clock.advance(seconds: 60)
        let expired = try #require(try await service.call("generateLink", again).message)
        #expect(
            expired.contains("it is expired; extend it by updateLink, make another attempt by `onExisting` \"reissue\"")
        )
        try await service.copy("A", as: "B", #""supersede":true"#)
        let replaced = try #require(try await service.call("generateLink", again).message)
        #expect(replaced.contains("whose place order B took; use that one"), "\(replaced)")
    }

    @Test(arguments: [
        (10_000, "The 40.00 EUR (4000 in minor units) that order A has beyond what it asks do not count for this link"),
        (3000, "The 30.00 EUR (3000 in minor units) that order A has of payments do not count for this link"),
    ])
    func `a copy is told of what is over alone, where the rest counts`(paid: Int, start: String) async throws {
        let service = try ServiceFixture()
        let terms = #"{\#(Self.terms),"amount":6000}"#.replacing("\"B\"", with: "\"A\"")
        try #require(try await service.call("generateLink", terms).result != nil)
        let report = #"{"orderId":"A","status":"completed","amount":\#(paid)}"#
        try #require(try await service.call("recordPayment", report).result != nil)
        let copy = try await service.call("duplicateTransaction", #"{"orderId":"A","newOrderId":"B"}"#)
        let warning = try #require(copy.result?["warnings"]?.elements.first { _ in true }?.string)
        #expect(warning.hasPrefix(start), "\(warning)")
    }
}
