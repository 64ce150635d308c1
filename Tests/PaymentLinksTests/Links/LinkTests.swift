@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct LinkTests {
    private let start = ManualClock.start

    private func link(_ orderID: String = "A", build: (inout ReferenceBuilder) throws -> Void = { _ in }) throws -> Link
    {
        var builder = ReferenceBuilder()
        try builder.generate(orderID)
        try build(&builder)
        return try #require(builder.book.link(for: ReferenceBuilder.key(orderID)))
    }

    @Test func `a link expires at the exact millisecond`() throws {
        let link = try link()
        #expect(link.expiresAt == start.adding(seconds: 2_592_000))
        let lastMoment = Instant(milliseconds: link.expiresAt.milliseconds - 1)
        #expect(link.status(at: start) == .active)
        #expect(link.status(at: lastMoment) == .active)
        #expect(link.status(at: link.expiresAt) == .expired)
        #expect(link.status(at: .latest) == .expired)
    }

    @Test func `a clock that is set back makes an unrecorded expiry disappear`() throws {
        let link = try link()
        #expect(link.status(at: link.expiresAt) == .expired)
        #expect(link.status(at: .earliest) == .active)
    }

    @Test func `cancelled outranks expired`() throws {
        let link = try link { try $0.cancel("A") }
        #expect(link.status(at: start) == .cancelled)
        #expect(link.status(at: link.expiresAt) == .cancelled)
    }

    @Test func `a superseded link is cancelled without a reason and names its successor`() throws {
        let link = try link { try $0.duplicate("A", as: "B", supersede: true) }
        #expect(link.status(at: start) == .cancelled)
        #expect(link.supersededBy?.text == "B")
        #expect(link.cancellation == Link.Cancellation(at: start, reason: nil))
    }

    @Test func `a lifetime beyond the last moment ends at the last moment`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A", at: .latest)
        #expect(try builder.book.link(for: ReferenceBuilder.key("A"))?.expiresAt == .latest)
    }
}
