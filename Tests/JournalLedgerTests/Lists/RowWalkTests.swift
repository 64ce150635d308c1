@testable import JournalLedger
@testable import PaymentLinks
import TestSupport
import Testing

/// Walks over three chunks of rows, compared with a test of every row.
@Suite struct RowWalkTests {
    private static let rowCount = 2 * ChunkedArray<LinkRow>.chunkCount + 100

    /// Links a second apart, of increasing amounts; some of them are cancelled.
    private func index(_ random: inout SeededSequence) throws -> LinkIndex {
        var index = LinkIndex(hash: KeyedHash(key: 1, 2))
        index.sites = [try SiteName("default")]
        index.siteCounts = [LinkCounts()]
        let currency = try Currency(code: "EUR")
        for number in 0..<Self.rowCount {
            let hash = UInt64.random(in: .min ... .max, using: &random)
            let new = NewRow(
                site: 0,
                createdAt: moment(number),
                expiresAt: moment(number + .random(in: 500...1000, using: &random)),
                amount: Int64(number + 1),
                currency: currency,
                isPending: false,
                keyHash: hash,
                idHash: hash,
                rootHash: nil
            )
            _ = index.add(new, seq: UInt64(number + 1), location: .unwritten)
        }
        let key = LinkKey(site: try SiteName("default"), orderID: try OrderID("A"))
        for seq in 1...20 {
            let row = UInt32.random(in: 0..<300, using: &random)
            index.change(row, by: .cancelled(LinkCancelled(key: key, reason: nil)), seq: UInt64(Self.rowCount + seq))
        }
        return index
    }

    private func moment(_ second: Int) -> Instant {
        Instant(milliseconds: ManualClock.start.milliseconds + Int64(second) * 1000)
    }

    private func bound(_ random: inout SeededSequence) -> Int { .random(in: -10...Self.rowCount + 10, using: &random) }

    private func filter(_ random: inout SeededSequence) -> LinkFilter {
        var filter = LinkFilter()
        switch Int.random(in: 0..<7, using: &random) {
        case 0: filter.createdAfter = moment(bound(&random))
        case 1: filter.createdBefore = moment(bound(&random))
        case 2: filter.expiresAfter = moment(bound(&random))
        case 3: filter.expiresBefore = moment(bound(&random))
        case 4: filter.amountMin = Int64(bound(&random))
        case 5: filter.amountMax = Int64(bound(&random))
        default: filter.statuses = [[.active, .cancelled, .expired].randomElement(using: &random) ?? .active]
        }
        return filter
    }

    private func request(_ order: PageRequest.Order, _ after: Int?) -> PageRequest {
        PageRequest(order: order, limit: 1, after: after.map(UInt64.init), withTotals: false)
    }

    @Test func `a walk yields exactly the rows that match`() throws {
        var random = SeededSequence(for: #function)
        let index = try index(&random)
        for _ in 0..<100 {
            let rows = RowFilter(filter(&random), of: index)
            let now = moment(bound(&random))
            let after = Bool.random(using: &random) ? max(0, bound(&random)) : nil
            let matching = (0..<Self.rowCount).filter { rows.matches(index.rows[$0], at: now) }
            let (later, earlier) = (matching.filter { $0 + 1 > after ?? 0 }, matching.filter { $0 + 1 < after ?? .max })
            #expect(Array(index.walk(request(.oldest, after), rows, at: now)) == later)
            #expect(Array(index.walk(request(.newest, after), rows, at: now)) == earlier.reversed())
        }
    }

    @Test func `a chunk in which no row can match is skipped`() throws {
        var random = SeededSequence(for: #function)
        let index = try index(&random)
        var filter = LinkFilter()
        filter.statuses = [.cancelled]
        let statuses = StatusSet(filter.statuses)
        #expect(index.bounds.map { $0.mayMatch(filter, statuses, at: moment(0)) } == [true, false, false])
    }
}
