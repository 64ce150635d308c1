@testable import PaymentLinks
import TestSupport
import Testing

/// Whether a link can be opened, and the reason if not.
@Suite struct OpenCommandTests {
    private let now = ManualClock.start

    private func open(
        _ orderID: String,
        in builder: inout ReferenceBuilder,
        peek: Bool = false,
        at moment: Instant? = nil
    ) throws -> String {
        let id = try #require(builder.book.link(for: ReferenceBuilder.key(orderID))).id
        do {
            switch try builder.perform(.open(OpenCommand(id: id, peek: peek)), at: moment ?? now) {
            case .record(let events, _): return "\(events.count)"
            case .unchanged: return "0"
            case .replayed: return "replayed"
            }
        } catch DecisionRefusal.notPayable(_, let reason, let successor) {
            return reason.rawValue + (successor.map { " → \($0.key.orderID.text)" } ?? "")
        }
    }

    @Test func `an opening is an event, and a peek is none`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        #expect(try open("A", in: &builder, peek: true) == "0")
        #expect(try open("A", in: &builder) == "1")
        let link = try #require(try builder.book.link(for: ReferenceBuilder.key("A")))
        #expect(link.openings == 1 && link.seq == 2)
        #expect(link.version == 1, "an opening is no change of the merchant's")
    }

    @Test func `the 21st opening is refused, and so is a peek after it`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        for _ in 0..<20 { #expect(try open("A", in: &builder) == "1") }
        #expect(try open("A", in: &builder) == "openedTooOften")
        #expect(try open("A", in: &builder, peek: true) == "openedTooOften")
        #expect(builder.book.seq == 21)
    }

    @Test func `a new expiry counts the openings from 0 again`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        for _ in 0..<20 { try builder.open("A") }
        try builder.expire("A", .after(.standard), at: now)
        let link = try #require(try builder.book.link(for: ReferenceBuilder.key("A")))
        #expect(link.openings == 0 && link.openingsLeft == 20)
        #expect(try open("A", in: &builder) == "1")
    }

    @Test func `a link that was opened too often leads to its next attempt`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        for _ in 0..<20 { try builder.open("A") }
        let reissue = GenerateCommand(
            key: try ReferenceBuilder.key("A"),
            terms: try ReferenceBuilder.terms(),
            issuance: ReferenceBuilder.issuance(2),
            onExisting: .reissue
        )
        try builder.perform(.generate(reissue), at: now)
        #expect(try open("A", in: &builder) == "superseded → A/2")
        #expect(try open("A/2", in: &builder) == "1")
    }

    @Test func `a link that was opened too often is not revived beside another attempt`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        for _ in 0..<20 { try builder.open("A") }
        try builder.duplicate("A", as: "B")
        #expect(throws: DecisionRefusal.self) { try builder.expire("A", .after(.longest), at: now) }
    }

    @Test func `a dead link is refused with its reason`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        let expiry = now.adding(seconds: 2_592_000)
        #expect(try open("A", in: &builder, at: Instant(milliseconds: expiry.milliseconds - 1)) == "1")
        #expect(try open("A", in: &builder, at: expiry) == "expired")
        try builder.cancel("A")
        #expect(try open("A", in: &builder) == "cancelled")
        #expect(try open("A", in: &builder, at: expiry) == "cancelled")
    }

    @Test func `a superseded link leads to its last successor`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.duplicate("A", as: "B", supersede: true)
        try builder.duplicate("B", as: "C", supersede: true)
        #expect(try open("A", in: &builder) == "superseded → C")
        #expect(try open("B", in: &builder) == "superseded → C")
        #expect(try open("C", in: &builder) == "1")
    }

    @Test func `a successor for another customer is not shown`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        var overrides = TermOverrides()
        overrides.customer = Customer(email: try EmailAddress("other@shop.example"))
        let command = DuplicateCommand(
            source: try ReferenceBuilder.key("A"),
            newOrderID: try OrderID("B"),
            overrides: overrides,
            supersede: true,
            issuance: ReferenceBuilder.issuance(9)
        )
        try builder.perform(.duplicate(command), at: now)
        #expect(try open("A", in: &builder) == "superseded")
    }

    @Test func `every status but active has a reason of the same name`() {
        let reasons = Set(NotPayableReason.allCases.map(\.rawValue))
        #expect(Set(LinkStatus.allCases.map(\.rawValue)).subtracting(reasons) == ["active"])
    }
}
