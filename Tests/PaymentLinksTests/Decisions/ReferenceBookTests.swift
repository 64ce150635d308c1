@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct ReferenceBookTests {
    private let time = ManualClock.start

    private func generated(_ orderID: String, number: Int = 1) throws -> LinkEvent {
        let key = try ReferenceBuilder.key(orderID)
        let issuance = ReferenceBuilder.issuance(number)
        return .generated(
            LinkGenerated(
                id: issuance.id,
                key: key,
                issuer: issuance.issuer,
                url: issuance.url,
                terms: try ReferenceBuilder.terms(),
                expiresAt: time.adding(seconds: 60),
                lineage: Link.Lineage(duplicateOf: nil, root: key.orderID, attempt: 1)
            )
        )
    }

    @Test func `a book without events is empty`() throws {
        let book = ReferenceBook()
        #expect(book.seq == 0)
        #expect(book.linkCount == 0)
        #expect(try book.link(for: ReferenceBuilder.key("A")) == nil)
        #expect(book.link(withID: LinkID(text: "lnk_x")) == nil)
    }

    @Test func `a generated link is found by its order and by its ID`() throws {
        var book = ReferenceBook()
        try book.fold(generated("A"), at: time, seq: 7)
        let link = try #require(book.link(for: ReferenceBuilder.key("A")))
        #expect(book.link(withID: ReferenceBuilder.issuance(1).id) == link)
        #expect(link.version == 1)
        #expect(link.createdSeq == 7)
        #expect(link.seq == 7)
        #expect(link.createdAt == time)
        #expect(book.seq == 7)
    }

    @Test func `the same order ID on two sites is two orders`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A", site: "one")
        try builder.generate("A", site: "two")
        #expect(builder.book.linkCount == 2)
        #expect(try builder.book.link(for: ReferenceBuilder.key("A", site: "two"))?.key.site.text == "two")
    }

    @Test func `an ID that only an earlier rule allowed is an order of its own`() throws {
        var book = ReferenceBook()
        let earlier = try OrderID.recorded("cafe\u{301}")
        let site = try SiteName("default")
        let issuance = ReferenceBuilder.issuance(2)
        let lineage = Link.Lineage(duplicateOf: nil, root: earlier, attempt: 1)
        let key = LinkKey(site: site, orderID: earlier)
        let event = LinkGenerated(issuance, key: key, terms: try ReferenceBuilder.terms(), lineage: lineage, at: time)
        try book.fold(generated("caf\u{e9}"), at: time, seq: 1)
        try book.fold(.generated(event), at: time, seq: 2)
        #expect(book.linkCount == 2)
        #expect(book.link(for: key)?.seq == 2)
    }

    @Test func `each change increments the version and sets the last event`() throws {
        var book = ReferenceBook()
        let key = try ReferenceBuilder.key("A")
        let reason = try Reason("Paid in cash")
        try book.fold(generated("A"), at: time, seq: 1)
        try book.fold(.cancelled(LinkCancelled(key: key, reason: reason)), at: time.adding(seconds: 1), seq: 2)
        try book.fold(.superseded(LinkSuperseded(key: key, by: OrderID("B"))), at: time.adding(seconds: 2), seq: 3)
        let link = try #require(book.link(for: key))
        #expect(link.version == 3)
        #expect(link.seq == 3)
        #expect(link.createdSeq == 1)
        #expect(link.supersededBy?.text == "B")
        #expect(
            link.cancellation == Link.Cancellation(at: time.adding(seconds: 1), reason: reason),
            "being superseded does not rewrite the cancellation"
        )
    }

    @Test func `a second event that makes an order ID is refused`() throws {
        var book = ReferenceBook()
        try book.fold(generated("A"), at: time, seq: 1)
        let before = book
        #expect(throws: FoldError.orderIDTwice(try ReferenceBuilder.key("A"))) {
            try book.fold(generated("A", number: 2), at: time, seq: 2)
        }
        expectSame(book, before)
    }

    @Test func `a change of a link that does not exist is refused`() throws {
        var book = ReferenceBook()
        let key = try ReferenceBuilder.key("A")
        #expect(throws: FoldError.unknownLink(key)) {
            try book.fold(.cancelled(LinkCancelled(key: key, reason: nil)), at: time, seq: 1)
        }
        #expect(throws: FoldError.unknownLink(key)) {
            try book.fold(.superseded(LinkSuperseded(key: key, by: OrderID("B"))), at: time, seq: 1)
        }
        expectSame(book, ReferenceBook())
    }

    @Test func `the answer under a key is the link as it was then`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        var book = builder.book
        let key = try ReferenceBuilder.key("A")
        let scope = RequestScope(uid: 1, site: key.site, key: try IdempotencyKey("k"))
        let fingerprint = RequestFingerprint(method: "generateLink", parameters: [])
        book.remember(RequestIdentity(scope: scope, fingerprint: fingerprint), answers: [key], at: time)
        try book.fold(.cancelled(LinkCancelled(key: key, reason: nil)), at: time, seq: 2)
        #expect(book.memo(for: scope)?.answers == builder.book.link(for: key).map { [$0] })
        #expect(book.memo(for: scope)?.fingerprint == fingerprint)
    }

    private func expectSame(
        _ book: ReferenceBook,
        _ other: ReferenceBook,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(book.linksByCreation == other.linksByCreation, sourceLocation: location)
        #expect(book.seq == other.seq, sourceLocation: location)
    }
}
