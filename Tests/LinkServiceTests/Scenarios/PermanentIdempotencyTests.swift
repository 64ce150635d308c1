import JSON
import JSONRPC
import Journal
import PaymentLinks
import TestSupport
import Testing

/// Row B1: a key never expires, and a retry after a lost answer gets the first answer, byte for byte.
@Suite(.overEveryEngine) struct PermanentIdempotencyTests {
    private static let batch = #"""
        {"links":[{"orderId":"A","currency":"EUR","amount":100,"description":"First","secondsActive":60},
        {"orderId":"B","currency":"JPY","amount":50,"description":"Second"}],"idempotencyKey":"batch 1"}
        """#.replacing("\n", with: "")

    @Test func `a batch gets its first answer again, after restarts, years and whatever became of its links`()
        async throws
    {
        var service = try ServiceFixture()
        let first = try await service.call("generateLinks", Self.batch)
        #expect(first.result?["links"]?.count == 2, "\(first)")
        #expect(try await service.call("generateLinks", Self.batch).text == first.text)
        _ = try await service.call("cancelLink", #"{"orderId":"B"}"#)
        service.clock.advance(seconds: 10 * 365 * 86_400)
        for _ in 0..<2 {
            try service.reopen()
            #expect(try await service.call("generateLinks", Self.batch).text == first.text)
        }
        #expect(service.seq == 3)
    }

    @Test func `another batch under the key is a conflict that names what differs`() async throws {
        let service = try ServiceFixture()
        _ = try await service.call("generateLinks", Self.batch)
        let other = try await service.call("generateLinks", Self.batch.replacing("Second", with: "Third"))
        expectError(other, 2001, "idempotencyConflict", at: "/idempotencyKey")
        #expect(other.data?["fields"]?.elements.compactMap(\.string) == ["links"])
        let single = try await service.call("generateLink", ServiceFixture.terms("C", #""idempotencyKey":"batch 1""#))
        expectError(single, 2001, "idempotencyConflict", at: "/idempotencyKey")
        #expect(single.data?["fields"]?.elements.compactMap(\.string) == ["method"])
    }

    @Test func `what returned existing links gets the same answer again`() async throws {
        var service = try ServiceFixture()
        try await service.generate("A")
        let rows = ["A", "B", "A"].map { ServiceFixture.terms($0, #""onExisting":"return""#) }.joined(separator: ",")
        let parameters = #"{"links":[\#(rows)],"idempotencyKey":"k"}"#
        let first = try await service.call("generateLinks", parameters)
        #expect(first.result?["links"]?.elements.compactMap { $0["orderId"]?.string } == ["A", "B", "A"])
        _ = try await service.call("cancelLink", #"{"orderId":"A"}"#)
        try service.reopen()
        #expect(try await service.call("generateLinks", parameters).text == first.text)
    }

    @Test func `neither a refused value, nor a refusal, nor a dry run uses a key up`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let key = #""idempotencyKey":"k""#
        let bad = #"{"orderId":"B","currency":"EUR","amount":0,"description":"x",\#(key)}"#
        expectError(try await service.call("generateLink", bad), 1001, "invalidAmount", at: "/amount")
        let taken = try await service.call("generateLink", ServiceFixture.terms("A", key))
        expectError(taken, 1006, "orderIdInUse", at: "/orderId")
        try await service.generate("C", #""dryRun":true,\#(key)"#)
        let rows = [ServiceFixture.terms("D"), ServiceFixture.terms("D")].joined(separator: ",")
        let twice = try await service.call("generateLinks", #"{"links":[\#(rows)],\#(key)}"#)
        expectError(twice, -32602, "invalidParameter", at: "/links")
        let dry = try await service.call(
            "generateLinks",
            #"{"links":[\#(ServiceFixture.terms("D"))],"dryRun":true,\#(key)}"#
        )
        #expect(dry.result != nil)
        try await service.generate("E", key)
        #expect(service.seq == 2)
    }

    @Test func `a key belongs to its user and to its site`() async throws {
        let service = try ServiceFixture(sites: ["one", "two"])
        let key = #""idempotencyKey":"k""#
        let first = try await service.generate("A", #""site":"one",\#(key)"#)
        let elsewhere = try await service.generate("A", #""site":"two",\#(key)"#)
        #expect(first["linkId"] != elsewhere["linkId"])
        let row = ServiceFixture.terms("B", #""site":"two""#)
        let batch = try await service.call("generateLinks", #"{"links":[\#(row)],\#(key)}"#)
        expectError(batch, 2001, "idempotencyConflict", at: "/idempotencyKey")
        let other = Caller(uid: 1001, gid: 1000, pid: 1)
        let theirs = try await service.call("generateLinks", #"{"links":[\#(row)],\#(key)}"#, by: other)
        #expect(theirs.result?["links"]?.count == 1, "\(theirs)")
    }
}
