@testable import PaymentLinks
import TestSupport
import Testing

/// Idempotency: the same key and the same request get the first answer for ever.
@Suite struct RequestIdentityTests {
    private let now = ManualClock.start

    private func identity(
        _ parameters: [String: String],
        key: String = "k",
        uid: UInt32 = 1000,
        site: String = "default",
        method: String = "generateLink"
    ) throws -> RequestIdentity {
        RequestIdentity(
            scope: RequestScope(uid: uid, site: try SiteName(site), key: try IdempotencyKey(key)),
            fingerprint: fingerprint(parameters, method: method)
        )
    }

    private func fingerprint(_ parameters: [String: String], method: String = "generateLink") -> RequestFingerprint {
        let hashed = parameters.map { RequestFingerprint.Parameter(name: $0, hash: RequestFingerprint.hash($1.utf8)) }
        return RequestFingerprint(method: method, parameters: hashed)
    }

    private func generate(_ orderID: String, _ request: RequestIdentity, site: String = "default") throws -> Command {
        .generate(
            GenerateCommand(
                key: try ReferenceBuilder.key(orderID, site: site),
                terms: try ReferenceBuilder.terms(),
                issuance: ReferenceBuilder.issuance(orderID.utf8.count),
                request: request
            )
        )
    }

    @Test func `the same request gets the first answer even if the link has changed and expired since`() throws {
        var builder = ReferenceBuilder()
        let command = try generate("A", identity(["orderId": "A"]))
        try builder.perform(command, at: now)
        let first = try builder.book.link(for: ReferenceBuilder.key("A"))
        try builder.cancel("A")
        for moment in [now, now.adding(seconds: 2_592_000), .latest] {
            guard case .replayed(let memo) = try command.decide(in: builder.book, at: moment) else {
                Issue.record("decided anew at \(moment.text)")
                continue
            }
            #expect(memo.answers == [first])
        }
    }

    @Test func `a different request under the key names its differing parameters, sorted`() throws {
        var builder = ReferenceBuilder()
        try builder.perform(generate("A", identity(["orderId": "A", "amount": "1", "site": "x"])), at: now)
        let changes: [([String: String], [String])] = [
            (["orderId": "A", "amount": "2", "site": "x"], ["amount"]),
            (["orderId": "B", "amount": "2", "site": "x"], ["amount", "orderId"]),
            (["orderId": "A", "amount": "1"], ["site"]),
            (["orderId": "A", "amount": "1", "site": "x", "gateway": "y"], ["gateway"]),
            ([:], ["amount", "orderId", "site"]),
        ]
        for (parameters, differing) in changes {
            let command = try generate("B", identity(parameters))
            expectConflict(command, in: builder.book, differing)
        }
        let other = try generate(
            "B",
            identity(["orderId": "A", "amount": "1", "site": "x"], method: "duplicateTransaction")
        )
        expectConflict(other, in: builder.book, ["method"])
    }

    private func expectConflict(
        _ command: Command,
        in book: ReferenceBook,
        _ differing: [String],
        at location: SourceLocation = #_sourceLocation
    ) {
        do {
            let decision = try command.decide(in: book, at: now)
            Issue.record("decided: \(decision)", sourceLocation: location)
        } catch .idempotencyConflict(let parameters, let memo) {
            #expect(parameters == differing, sourceLocation: location)
            #expect(memo.answers.map(\.key.orderID.text) == ["A"], sourceLocation: location)
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }

    @Test func `a key belongs to one user and one site`() throws {
        var builder = ReferenceBuilder()
        try builder.perform(generate("A", identity(["orderId": "A"])), at: now)
        try builder.perform(generate("AB", identity(["orderId": "AB"], uid: 1001)), at: now)
        try builder.perform(generate("A", identity(["orderId": "A"], site: "other"), site: "other"), at: now)
        try builder.perform(generate("ABC", identity(["orderId": "ABC"], key: "K")), at: now)
        #expect(builder.book.linkCount == 4)
    }

    @Test func `keys that only look the same are two keys`() throws {
        var builder = ReferenceBuilder()
        try builder.perform(generate("A", identity(["orderId": "A"], key: "caf\u{e9}")), at: now)
        try builder.perform(generate("AB", identity(["orderId": "AB"], key: "cafe\u{301}")), at: now)
        #expect(builder.book.linkCount == 2)
    }

    @Test func `a refused request does not use up its key`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        #expect(throws: DecisionRefusal.self) {
            try builder.perform(generate("A", identity(["orderId": "A"])), at: now)
        }
        try builder.perform(generate("AB", identity(["orderId": "AB"])), at: now)
        #expect(builder.book.linkCount == 2)
    }

    @Test func `the order of parameters does not matter`() {
        let parameters = ["b", "a", "c"].map { RequestFingerprint.Parameter(name: $0, hash: 1) }
        let one = RequestFingerprint(method: "m", parameters: parameters)
        let other = RequestFingerprint(method: "m", parameters: parameters.reversed())
        #expect(one == other)
        #expect(one.differences(from: other).isEmpty)
        #expect(one.parameters.map(\.name) == ["a", "b", "c"])
    }

    @Test func `the hash is FNV-1a of 64 bits`() {
        // Test vectors of the hash's authors.
        #expect(RequestFingerprint.hash([]) == 0xcbf2_9ce4_8422_2325)
        #expect(RequestFingerprint.hash("a".utf8) == 0xaf63_dc4c_8601_ec8c)
        #expect(RequestFingerprint.hash("foobar".utf8) == 0x8594_4171_f739_67e8)
    }
}
