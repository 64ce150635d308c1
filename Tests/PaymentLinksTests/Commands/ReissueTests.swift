@testable import PaymentLinks
import TestSupport
import Testing

/// `onExisting: reissue`: one order never has two payable links.
@Suite struct ReissueTests {
    private let now = ManualClock.start

    /// Requests another attempt and returns the order ID of the answer.
    @discardableResult
    private func reissue(
        _ orderID: String,
        in builder: inout ReferenceBuilder,
        terms: LinkTerms? = nil
    ) throws -> String {
        let command = GenerateCommand(
            key: try ReferenceBuilder.key(orderID),
            terms: try terms ?? ReferenceBuilder.terms(),
            issuance: ReferenceBuilder.issuance(builder.book.linkCount + 1),
            onExisting: .reissue
        )
        switch try builder.perform(.generate(command), at: now) {
        case .record(_, let answers): return answers.map { "+\($0.orderID.text)" }.joined()
        case .unchanged(let links): return links.map { "=\($0.key.orderID.text)" }.joined()
        case .replayed: return "replayed"
        }
    }

    @Test func `attempts are numbered, and each has its own order ID`() throws {
        var builder = ReferenceBuilder()
        #expect(try reissue("A", in: &builder) == "+A")
        for number in 2...12 {
            try builder.cancel(number == 2 ? "A" : "A/\(number - 1)")
            #expect(try reissue("A", in: &builder) == "+A/\(number)")
            let link = try #require(builder.book.link(for: ReferenceBuilder.key("A/\(number)")))
            #expect(link.lineage.attempt == number)
            #expect(link.lineage.root.text == "A")
            #expect(link.lineage.duplicateOf?.text == (number == 2 ? "A" : "A/\(number - 1)"))
        }
    }

    @Test func `the last attempt is the answer while it is not dead, whatever the others are`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.cancel("A")
        try reissue("A", in: &builder)
        #expect(try reissue("A", in: &builder) == "=A/2")
        try builder.cancel("A/2")
        try reissue("A", in: &builder)
        #expect(try reissue("A", in: &builder) == "=A/3")
        #expect(builder.book.linksByCreation.count { $0.status(at: now) == .active } == 1)
    }

    @Test func `an attempt has the terms of its own request`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.cancel("A")
        try reissue("A", in: &builder, terms: ReferenceBuilder.terms(amount: 1))
        #expect(try builder.book.link(for: ReferenceBuilder.key("A/2"))?.terms.money.amount == 1)
    }

    @Test func `an order of the shop's own called A/2 is no attempt of A`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A/2")
        try builder.generate("A")
        #expect(try reissue("A", in: &builder) == "=A")
        try builder.cancel("A")
        #expect(try reissue("A", in: &builder) == "+A/3")
        #expect(try builder.book.link(for: ReferenceBuilder.key("A/3"))?.lineage.attempt == 2)
        #expect(try reissue("A", in: &builder) == "=A/3")
    }

    @Test func `a duplicate of A called A/2 is an attempt of A`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.duplicate("A", as: "A/2", supersede: true)
        #expect(try reissue("A", in: &builder) == "=A/2")
    }

    @Test func `a superseded link is continued by its successor`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.duplicate("A", as: "B", supersede: true)
        try builder.duplicate("B", as: "C", supersede: true)
        #expect(try reissue("A", in: &builder) == "=C")
        try builder.cancel("C")
        #expect(try reissue("A", in: &builder) == "+A/2")
        let link = try #require(builder.book.link(for: ReferenceBuilder.key("A/2")))
        #expect(link.lineage == Link.Lineage(duplicateOf: try OrderID("C"), root: try OrderID("A"), attempt: 4))
        try builder.duplicate("A/2", as: "D", supersede: true)
        #expect(try reissue("A", in: &builder) == "=D")
    }

    @Test func `attempts of another site do not count`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A/2", site: "other")
        try builder.generate("A")
        try builder.cancel("A")
        #expect(try reissue("A", in: &builder) == "+A/2")
    }

    @Test func `an order ID of 48 characters has room for nine attempts`() throws {
        var builder = ReferenceBuilder()
        let orderID = String(repeating: "x", count: 48)
        try builder.generate(orderID)
        try builder.cancel(orderID)
        for number in 2...9 {
            #expect(try reissue(orderID, in: &builder) == "+\(orderID)/\(number)")
            try builder.cancel("\(orderID)/\(number)")
        }
        expectNoRoom(orderID, &builder)
    }

    @Test(arguments: [49, 50])
    func `a longer order ID has room for no attempt, which is refused only if the link is dead`(count: Int) throws {
        var builder = ReferenceBuilder()
        let orderID = String(repeating: "é", count: count)
        try builder.generate(orderID)
        #expect(try reissue(orderID, in: &builder) == "=\(orderID)")
        try builder.cancel(orderID)
        expectNoRoom(orderID, &builder)
    }

    private func expectNoRoom(
        _ orderID: String,
        _ builder: inout ReferenceBuilder,
        at location: SourceLocation = #_sourceLocation
    ) {
        do {
            let answer = try reissue(orderID, in: &builder)
            Issue.record("made \(answer)", sourceLocation: location)
        } catch DecisionRefusal.invalid(let refusal) {
            #expect(refusal.kind == .invalidOrderId, sourceLocation: location)
            #expect(isOneSentence(refusal.message), "\(refusal.message)", sourceLocation: location)
            #expect(refusal.message.contains("at most 50 characters; give a new"), sourceLocation: location)
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }
}
