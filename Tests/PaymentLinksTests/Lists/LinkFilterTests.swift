@testable import PaymentLinks
import TestSupport
import Testing

/// Each filter alone against an equivalent plain predicate, over random books.
@Suite struct LinkFilterTests {
    private typealias Predicate = (Link) -> Bool

    private static let metadataValues = ["x", "X", "\u{e9}", "e\u{301}", ""]
    private static let names = ["Visser", "de Vries", "Öztürk", "visser"]

    /// 80 links with few distinct values, so that every filter matches some and rejects some.
    private func book(_ random: inout SeededSequence) throws -> ReferenceBook {
        var builder = ReferenceBuilder()
        for number in 0..<80 {
            let prefix = ["A-", "B-", "A ", "\u{e9}", "\u{e8}"].randomElement(using: &random) ?? ""
            let site = ["default", "other"].randomElement(using: &random) ?? ""
            let time = moment(&random)
            try builder.generate("\(prefix)\(number)", site: site, terms: try terms(&random), at: time)
            if site == "default", Int.random(in: 0..<4, using: &random) == 0 {
                try builder.cancel("\(prefix)\(number)", at: time)
            }
        }
        return builder.book
    }

    private func terms(_ random: inout SeededSequence) throws -> LinkTerms {
        let currency = ["EUR", "JPY", "KWD"].randomElement(using: &random) ?? ""
        var terms = try ReferenceBuilder.terms(amount: .random(in: 1...20, using: &random), currency: currency)
        terms.lifetime = try Lifetime(seconds: .random(in: 1...20, using: &random))
        if Bool.random(using: &random) {
            terms.customer.lastName = try PersonName(Self.names.randomElement(using: &random) ?? "")
            terms.customer.email = try EmailAddress("anna\(Int.random(in: 0...3, using: &random))@shop.example")
        }
        if Bool.random(using: &random) {
            let value = Self.metadataValues.randomElement(using: &random) ?? ""
            terms.metadata = try Metadata([(key: "note", value: value), (key: "n\u{e9}", value: "1")])
        }
        return terms
    }

    private func moment(_ random: inout SeededSequence) -> Instant {
        Instant(milliseconds: ManualClock.start.milliseconds + .random(in: 0...20, using: &random) * 1000)
    }

    /// Compares a filter with its predicate over some books; it must match some links and reject some.
    private func check(
        _ test: String = #function,
        at location: SourceLocation = #_sourceLocation,
        _ configure: (inout LinkFilter, inout SeededSequence, Instant) throws -> Predicate
    ) throws {
        var random = SeededSequence(for: test)
        var shown = 0
        var hidden = 0
        for _ in 0..<40 {
            let book = try book(&random)
            let now = moment(&random)
            var filter = LinkFilter()
            let belongs = try configure(&filter, &random, now)
            let request = PageRequest(order: .oldest, limit: .max, after: nil, withTotals: false)
            let found = book.page(request, of: filter, at: now).links
            #expect(found == book.linksByCreation.filter(belongs), sourceLocation: location)
            shown += found.count
            hidden += book.linkCount - found.count
        }
        #expect(shown > 0 && hidden > 0, "the filter was put to the test", sourceLocation: location)
    }

    @Test func `no filter shows everything`() throws {
        var random = SeededSequence(for: #function)
        let book = try book(&random)
        for link in book.linksByCreation { #expect(LinkFilter().matches(link, at: .latest)) }
    }

    @Test func site() throws {
        try check { filter, random, _ in
            let name = ["default", "other"].randomElement(using: &random) ?? ""
            filter.site = try SiteName(name)
            return { $0.key.site.text == name }
        }
    }

    @Test func statuses() throws {
        try check { filter, random, now in
            let wanted = Set(
                [LinkStatus.active, .expired, .cancelled, .pending].filter { _ in Bool.random(using: &random) }
            )
            filter.statuses = wanted
            return { wanted.isEmpty || wanted.contains($0.status(at: now)) }
        }
    }

    @Test func `order ID prefix, byte for byte`() throws {
        try check { filter, random, _ in
            let prefix = ["A", "A-", "A ", "B-1", "\u{e9}", "e", "e\u{301}", "a"].randomElement(using: &random) ?? ""
            filter.orderIDPrefix = prefix
            return { Array($0.key.orderID.text.utf8.prefix(prefix.utf8.count)) == Array(prefix.utf8) }
        }
    }

    @Test func `created after, inclusive`() throws {
        try check { filter, random, _ in
            let bound = moment(&random)
            filter.createdAfter = bound
            return { $0.createdAt.milliseconds >= bound.milliseconds }
        }
    }

    @Test func `created before, exclusive`() throws {
        try check { filter, random, _ in
            let bound = moment(&random)
            filter.createdBefore = bound
            return { $0.createdAt.milliseconds < bound.milliseconds }
        }
    }

    @Test func `expires after, inclusive`() throws {
        try check { filter, random, _ in
            let bound = moment(&random)
            filter.expiresAfter = bound
            return { $0.expiresAt.milliseconds >= bound.milliseconds }
        }
    }

    @Test func `expires before, exclusive`() throws {
        try check { filter, random, _ in
            let bound = moment(&random)
            filter.expiresBefore = bound
            return { $0.expiresAt.milliseconds < bound.milliseconds }
        }
    }

    @Test func currency() throws {
        try check { filter, random, _ in
            let code = ["EUR", "JPY", "USD"].randomElement(using: &random) ?? ""
            filter.currency = try Currency(code: code)
            return { $0.terms.money.currency.code == code }
        }
    }

    @Test func `least amount, inclusive`() throws {
        try check { filter, random, _ in
            let bound = Int64.random(in: 0...21, using: &random)
            filter.amountMin = bound
            return { $0.terms.money.amount >= bound }
        }
    }

    @Test func `largest amount, inclusive`() throws {
        try check { filter, random, _ in
            let bound = Int64.random(in: 0...21, using: &random)
            filter.amountMax = bound
            return { $0.terms.money.amount <= bound }
        }
    }

    @Test func `text in order ID, description, name or e-mail address, ignoring case`() throws {
        try check { filter, random, _ in
            let text =
                ["visser", "VISSER", "öZT", "ANNA1", "a-1", "repair", "nobody"].randomElement(using: &random) ?? ""
            filter.text = try SearchText(text)
            return { link in
                let customer = link.terms.customer
                let fields = [
                    link.key.orderID.text, link.terms.description.text, customer.fullName, customer.email?.text,
                ]
                let all = fields.compactMap(\.self).joined(separator: "\n").lowercased()
                return all.contains(text.lowercased())
            }
        }
    }

    @Test func `metadata, byte for byte`() throws {
        try check { filter, random, _ in
            let value = Self.metadataValues.randomElement(using: &random) ?? ""
            let alsoOther = Bool.random(using: &random)
            let pairs = [(key: "note", value: value)] + (alsoOther ? [(key: "n\u{e9}", value: "1")] : [])
            filter.metadata = try Metadata(pairs)
            return { link in
                let note = link.terms.metadata.entries.first { $0.key == "note" }
                return note.map { Array($0.value.utf8) == Array(value.utf8) } ?? false
            }
        }
    }

    @Test func `a link must match every filter`() throws {
        try check { filter, random, now in
            let bound = Int64.random(in: 0...20, using: &random)
            filter.site = try SiteName("default")
            filter.statuses = [.active]
            filter.amountMin = bound
            return { link in
                link.key.site.text == "default" && link.status(at: now) == .active && link.terms.money.amount >= bound
            }
        }
    }
}
