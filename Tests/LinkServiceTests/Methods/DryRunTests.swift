import JSON
import JSONRPC
import Journal
import TestSupport
import Testing

/// A dry run checks and decides everything, and records nothing.
@Suite(.overEveryEngine) struct DryRunTests {
    @Test func `the link that would be made has no ID and no URL`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let dry = try await service.generate("B", #""dryRun":true"#)
        for name in ["linkId", "url"] { #expect(dry.result?[name]?.isNull == true, "\(dry)") }
        #expect(dry.result?["version"]?.integer == 0)
        #expect(dry.result?["seq"]?.integer == 1)
        #expect(dry["expiresAt"] == "2026-12-22T13:25:00.000Z")
        expectError(try await service.show("B"), 1006, "unknownOrder", at: "/orderId")
        #expect(service.seq == 1)
        try await service.generate("B")
    }

    @Test func `a duplicate that would supersede leaves the old link alone`() async throws {
        let service = try ServiceFixture()
        let old = try await service.generate("A")
        let parameters = #"{"orderId":"A","newOrderId":"B","supersede":true,"overrides":{"amount":1},"dryRun":true}"#
        let dry = try await service.call("duplicateTransaction", parameters)
        #expect(dry["duplicateOf"] == "A")
        #expect(dry["amountText"] == "0.01")
        #expect(dry.result?["linkId"]?.isNull == true)
        #expect(try await service.show("A").resultText == old.resultText)
        #expect(service.seq == 1)
    }

    @Test func `it refuses what the real run would refuse`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let taken = try await service.call("generateLink", ServiceFixture.terms("A", #""dryRun":true"#))
        expectError(taken, 1006, "orderIdInUse", at: "/orderId")
        let unknown = try await service.call("duplicateTransaction", #"{"orderId":"X","newOrderId":"Y","dryRun":true}"#)
        expectError(unknown, 1006, "unknownOrder", at: "/orderId")
    }

    @Test func `it uses no key up, and the real run may follow under the same key`() async throws {
        let service = try ServiceFixture()
        let dry = try await service.generate("A", #""idempotencyKey":"k","dryRun":true"#)
        #expect(dry.result?["linkId"]?.isNull == true)
        let real = try await service.generate("A", #""idempotencyKey":"k""#)
        #expect(real["linkId"] != nil)
        let again = try await service.generate("A", #""idempotencyKey":"k","dryRun":true"#)
        #expect(again.resultText == real.resultText, "the real run would answer the link that exists")
    }

    @Test(arguments: ["return", "reissue"])
    func `an existing link that would be answered is shown as it is`(onExisting: String) async throws {
        let service = try ServiceFixture()
        let made = try await service.generate("A")
        let dry = try await service.generate("A", #""onExisting":"\#(onExisting)","dryRun":true"#)
        #expect(dry.resultText == made.resultText)
    }
}
