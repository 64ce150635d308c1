@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct LinkPageTests {
    private let now = ManualClock.start

    private func builder(_ count: Int) throws -> ReferenceBuilder {
        var builder = ReferenceBuilder()
        for number in 0..<count { try builder.generate("A-\(number)") }
        return builder
    }

    private func request(
        _ order: PageRequest.Order,
        limit: Int,
        after: UInt64? = nil,
        withTotals: Bool = false
    ) -> PageRequest {
        PageRequest(order: order, limit: limit, after: after, withTotals: withTotals)
    }

    @Test(arguments: PageRequest.Order.allCases)
    func `an empty book has one empty page`(order: PageRequest.Order) {
        let page = ReferenceBook().page(request(order, limit: 1, withTotals: true), of: LinkFilter(), at: now)
        #expect(page == LinkPage(links: [], next: nil, totals: [], seq: 0))
    }

    @Test(arguments: PageRequest.Order.allCases)
    func `the last page has no next one, also when it is full`(order: PageRequest.Order) throws {
        let book = try builder(4).book
        let first = book.page(request(order, limit: 2), of: LinkFilter(), at: now)
        let after = try #require(first.next)
        let second = book.page(request(order, limit: 2, after: after), of: LinkFilter(), at: now)
        #expect(second.next == nil)
        let all = first.links + second.links
        #expect(all == (order == .oldest ? book.linksByCreation : book.linksByCreation.reversed()))
    }

    @Test(arguments: PageRequest.Order.allCases)
    func `links that do not match make no page`(order: PageRequest.Order) throws {
        var builder = try builder(6)
        for orderID in ["A-0", "A-1", "A-5"] { try builder.cancel(orderID) }
        var filter = LinkFilter()
        filter.statuses = [.active]
        let page = builder.book.page(request(order, limit: 3), of: filter, at: now)
        #expect(page.links.count == 3)
        #expect(page.next == nil)
    }

    @Test(arguments: PageRequest.Order.allCases)
    func `pages neither skip nor repeat while links are added`(order: PageRequest.Order) throws {
        var random = SeededSequence(for: "\(#function) \(order)")
        for _ in 0..<60 {
            var builder = try builder(.random(in: 1...40, using: &random))
            let known = builder.book.linksByCreation.map(\.key)
            let walked = try walk(&builder, order, &random)
            let made = builder.book.linksByCreation.map(\.key)
            // New links come before the first page with the newest first, and after the last page with the oldest first.
            #expect(walked == (order == .newest ? known.reversed() : made))
        }
    }

    /// Reads pages of different sizes, and makes or duplicates links before each next page.
    private func walk(
        _ builder: inout ReferenceBuilder,
        _ order: PageRequest.Order,
        _ random: inout SeededSequence
    ) throws -> [LinkKey] {
        var walked: [LinkKey] = []
        var after: UInt64?
        var addedCount = 0
        repeat {
            let limit = Int.random(in: 1...7, using: &random)
            let page = builder.book.page(request(order, limit: limit, after: after), of: LinkFilter(), at: now)
            #expect(page.links.count <= limit)
            #expect(page.seq == builder.book.seq)
            walked += page.links.map(\.key)
            after = page.next
            guard after != nil, addedCount < 30 else { continue }
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                addedCount += 1
                // A record of two events leaves a gap between the `createdSeq` of links.
                let source = addedCount == 1 ? "A-0" : "B-\(addedCount - 1)"
                try builder.duplicate(source, as: "B-\(addedCount)", supersede: Bool.random(using: &random))
            }
        } while after != nil
        return walked
    }

    @Test func `totals cover all pages, by currency, sorted by code`() throws {
        var builder = ReferenceBuilder()
        for (orderID, amount, currency) in [("A", 1, "JPY"), ("B", 250, "EUR"), ("C", 50, "EUR"), ("D", 7, "KWD")] {
            try builder.generate(orderID, terms: ReferenceBuilder.terms(amount: Int64(amount), currency: currency))
        }
        try builder.cancel("D")
        var filter = LinkFilter()
        filter.statuses = [.active]
        let page = builder.book.page(request(.newest, limit: 1, withTotals: true), of: filter, at: now)
        #expect(page.links.count == 1)
        #expect(page.totals?.map(\.currency.code) == ["EUR", "JPY"])
        #expect(page.totals?.map(\.count) == [2, 1])
        #expect(page.totals?.map(\.amount) == [300, 1])
        #expect(builder.book.page(request(.newest, limit: 1), of: filter, at: now).totals == nil)
    }

    @Test func `a sum that does not fit is not told, instead of a wrong one`() throws {
        var builder = ReferenceBuilder()
        for number in 0..<1025 {
            try builder.generate("A-\(number)", terms: ReferenceBuilder.terms(amount: Money.maximumAmount))
            guard number >= 1023 else { continue }
            let page = builder.book.page(request(.newest, limit: 1, withTotals: true), of: LinkFilter(), at: now)
            let total = try #require(page.totals?.first)
            let sum = number == 1023 ? 1024 * Money.maximumAmount : nil
            #expect(total == CurrencyTotal(currency: total.currency, count: number + 1, amount: sum, due: sum))
        }
    }
}
