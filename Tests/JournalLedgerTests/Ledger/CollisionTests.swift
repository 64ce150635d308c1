import JSONRPC
@testable import JournalLedger
import PaymentLinks
import TestSupport
import Testing
import JSON

/// Names with equal hashes are told apart by their records.
///
/// The names come from a search: under the journal ID of these tests, each pair has one fingerprint.
@Suite struct CollisionTests {
    private static let orders = ["C-2142405", "C-11181329"]
    private static let keys = ["k-2833628", "k-6644867"]

    private static func terms(_ order: String, _ more: String = "") -> String { ServiceFixture.terms(order, more) }

    /// Expects each order to have its own link and version.
    private func expectApart(_ service: ServiceFixture, versions: [Int64]) async throws {
        for (order, version) in zip(Self.orders, versions) {
            let shown = try await service.show(order)
            #expect(shown["orderId"] == order)
            #expect(shown.number("version") == version, "\(order)")
        }
        let list = try await service.call("listLinks", #"{"order":"oldest"}"#)
        #expect(list.result?["links"]?.elements.map { $0["orderId"]?.string } == Self.orders)
    }

    @Test func `both names of a pair are candidates for each`() throws {
        var index = LinkIndex(hash: KeyedHash(journalID: "0123456789abcdef0123456789abcdef"))
        for (number, order) in Self.orders.enumerated() {
            let generated = LinkGenerated(
                id: LinkID(tokenHash: [UInt8](repeating: UInt8(number), count: 15)),
                key: try ReferenceBuilder.key(order),
                issuer: "local",
                url: "https://shop.example/",
                terms: try ReferenceBuilder.terms(),
                expiresAt: ManualClock.start,
                lineage: Link.Lineage(duplicateOf: nil, root: try OrderID(order), attempt: 1)
            )
            index.add(generated, at: ManualClock.start, seq: UInt64(number + 1))
        }
        for order in Self.orders {
            #expect(Array(index.candidates(for: try ReferenceBuilder.key(order))).sorted() == [0, 1])
        }
        for key in Self.keys {
            index.add(RequestScope(uid: 1000, site: try SiteName("default"), key: try IdempotencyKey(key)))
        }
        for key in Self.keys {
            let scope = RequestScope(uid: 1000, site: try SiteName("default"), key: try IdempotencyKey(key))
            #expect(Array(index.candidates(for: scope)).sorted() == [0, 1])
        }
    }

    @Test(arguments: [true, false])
    func `orders with equal hashes stay apart over restarts`(inOneBatch: Bool) async throws {
        var service = try ServiceFixture()
        if inOneBatch {
            let rows = Self.orders.map { Self.terms($0) }.joined(separator: ",")
            #expect(try await service.call("generateLinks", #"{"links":[\#(rows)]}"#).result != nil)
        } else {
            for order in Self.orders { try await service.generate(order) }
        }
        try await expectApart(service, versions: [1, 1])
        try service.reopen()
        try await expectApart(service, versions: [1, 1])
        try await service.done("cancelLink", Self.orders[1])
        try await expectApart(service, versions: [1, 2])
        try service.reopen()
        try await expectApart(service, versions: [1, 2])
        try await service.done("updateLink", Self.orders[0], #""secondChanceEmail":true"#)
        try await service.done("updateLink", Self.orders[0], #""secondChanceEmail":false"#)
        try service.reopen()
        try await expectApart(service, versions: [3, 2])
        let again = try await service.call("generateLink", Self.terms(Self.orders[1]))
        #expect(again.kind == "orderIdInUse")
    }

    @Test func `an order stays apart from the one that supersedes it`() async throws {
        var service = try ServiceFixture()
        try await service.generate(Self.orders[0])
        try await service.copy(Self.orders[0], as: Self.orders[1], #""supersede":true"#)
        for _ in 0..<2 {
            try await expectApart(service, versions: [2, 1])
            #expect(try await service.show(Self.orders[0])["supersededBy"] == Self.orders[1])
            try service.reopen()
        }
        try await service.report(Self.orders[1], "completed")
        try service.reopen()
        #expect(try await service.show(Self.orders[1])["status"] == "completed")
        #expect(try await service.show(Self.orders[0])["status"] == "cancelled")
    }

    @Test func `idempotency keys with equal hashes stay apart over restarts`() async throws {
        var service = try ServiceFixture()
        var answers: [String] = []
        for (order, key) in zip(["A", "B"], Self.keys) {
            answers.append(try await service.generate(order, #""idempotencyKey":"\#(key)""#).text)
        }
        for _ in 0..<2 {
            for (number, key) in Self.keys.enumerated() {
                let order = ["A", "B"][number]
                #expect(try await service.generate(order, #""idempotencyKey":"\#(key)""#).text == answers[number])
                let other = try await service.call("generateLink", Self.terms("D", #""idempotencyKey":"\#(key)""#))
                #expect(other.kind == "idempotencyConflict")
            }
            try service.reopen()
        }
    }
}
