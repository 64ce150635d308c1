@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct DuplicateCommandTests {
    private let now = ManualClock.start

    private func command(
        _ orderID: String = "A",
        as newOrderID: String = "B",
        supersede: Bool = false,
        _ configure: (inout TermOverrides) throws -> Void = { _ in }
    ) throws -> DuplicateCommand {
        var overrides = TermOverrides()
        try configure(&overrides)
        return DuplicateCommand(
            source: try ReferenceBuilder.key(orderID),
            newOrderID: try OrderID(newOrderID),
            overrides: overrides,
            supersede: supersede,
            issuance: ReferenceBuilder.issuance(99)
        )
    }

    @Test func `a duplicate has the terms and not the state`() throws {
        var random = SeededSequence(for: #function)
        for _ in 0..<200 {
            var builder = ReferenceBuilder()
            let terms = try RandomTerms.terms(using: &random)
            try builder.generate("A", terms: terms)
            if Bool.random(using: &random) { try builder.cancel("A", at: now) }
            let isSuperseded = Bool.random(using: &random)
            if isSuperseded { try builder.duplicate("A", as: "Z", supersede: true) }
            let later = now.adding(seconds: .random(in: 0...40_000_000, using: &random))
            try builder.perform(.duplicate(command(supersede: !isSuperseded && Bool.random(using: &random))), at: later)
            let new = try #require(builder.book.link(for: ReferenceBuilder.key("B")))
            #expect(new.terms == terms)
            #expect(new.id == ReferenceBuilder.issuance(99).id)
            #expect(new.url == ReferenceBuilder.issuance(99).url)
            #expect(new.createdAt == later)
            #expect(new.expiresAt == later.adding(seconds: terms.lifetime.seconds), "the lifetime starts afresh")
            #expect(new.status(at: later) == .active)
            #expect(new.version == 1)
            #expect(new.cancellation == nil)
            #expect(new.supersededBy == nil)
        }
    }

    @Test func `the lineage leads back to the first link`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.duplicate("A", as: "B")
        try builder.duplicate("B", as: "C")
        try builder.duplicate("A", as: "D")
        let lineages = builder.book.linksByCreation.map(\.lineage)
        let root = try OrderID("A")
        #expect(
            lineages == [
                Link.Lineage(duplicateOf: nil, root: root, attempt: 1),
                Link.Lineage(duplicateOf: root, root: root, attempt: 2),
                Link.Lineage(duplicateOf: try OrderID("B"), root: root, attempt: 3),
                Link.Lineage(duplicateOf: root, root: root, attempt: 2),
            ]
        )
    }

    @Test func `superseding is one record, first the old link, then the new one`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        let decision = try Command.duplicate(command(supersede: true)).decide(in: builder.book, at: now)
        guard case .record(let events, let answers) = decision else {
            Issue.record("\(decision)")
            return
        }
        #expect(answers.map(\.orderID.text) == ["B"])
        #expect(events.count == 2)
        #expect(events.first == .superseded(LinkSuperseded(key: try ReferenceBuilder.key("A"), by: try OrderID("B"))))
        #expect(events.last?.key == answers.last)
    }

    @Test func `without supersede the old link is unchanged`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        let old = try builder.book.link(for: ReferenceBuilder.key("A"))
        try builder.perform(.duplicate(command()), at: now)
        #expect(try builder.book.link(for: ReferenceBuilder.key("A")) == old)
    }

    @Test func `an unknown order is refused before a new order ID in use`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("B")
        #expect {
            try builder.perform(.duplicate(command()), at: now)
        } throws: { error in
            guard case DecisionRefusal.unknownOrder(let key)? = error as? DecisionRefusal else { return false }
            return key.orderID.text == "A"
        }
    }

    @Test func `overrides that contradict the old terms are refused`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        let wanted = try command { $0.currency = try Currency(code: "JPY") }
        #expect {
            try builder.perform(.duplicate(wanted), at: now)
        } throws: { error in
            guard case DecisionRefusal.invalid(let refusal)? = error as? DecisionRefusal else { return false }
            return refusal.kind == .invalidAmount
        }
        #expect(builder.book.linkCount == 1)
    }
}
