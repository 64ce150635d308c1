import Glibc
import JSON
import Journal
@testable import JournalLedger
import PaymentLinks
import Storage
import TestSupport
import Testing

/// Pages that would not fit, and walks that take long.
@Suite struct PageBudgetTests {
    /// The largest metadata that a link may have, more of which than fit into one answer.
    private func story() async throws -> ServiceFixture {
        let service = try ServiceFixture()
        let value = String(repeating: "€", count: 500)
        let entries = (0..<20).map { #""\#($0)":"\#(value)""# }.joined(separator: ",")
        for number in 0..<160 {
            let made = try await service.generate("A-\(number)", #""metadata":{\#(entries)}"#)
            try #require(made.result != nil)
        }
        return service
    }

    @Test func `a page of lawful links is never refused: it ends early, with a cursor`() async throws {
        let service = try await story()
        var count = 0
        var cursor: String?
        repeat {
            let given = cursor.map { #","cursor":"\#($0)""# } ?? ""
            let answer = try await service.call("listLinks", #"{"limit":1000\#(given)}"#)
            let page = try #require(answer.result, "\(answer.text.prefix(300))")
            #expect(answer.text.utf8.count < 3 << 20)
            let onPage = try #require(page["links"]?.count)
            #expect(onPage > 0)
            count += onPage
            cursor = page["nextCursor"]?.string
        } while cursor != nil
        #expect(count == 160)
    }

    @Test func `nor is a page of events`() async throws {
        let service = try await story()
        var count = 0
        var after: Int64 = 0
        while after < 160 {
            let answer = try await service.call("listEvents", #"{"after":\#(after),"limit":1000}"#)
            let page = try #require(answer.result, "\(answer.text.prefix(300))")
            #expect(answer.text.utf8.count < 3 << 20)
            count += page["events"]?.count ?? 0
            after = try #require(page["seq"]?.integer)
        }
        #expect(count == 160)
    }

    @Test func `a walk over events, and one over all links, give way after 256 records`() async throws {
        let service = try ServiceFixture()
        for number in 0..<600 { try await service.generate("A-\(number)") }
        let ledger = service.journalLedger
        let all = ledger.snapshot
        let request = EventRequest(after: 0, limit: 10, site: nil, types: [.linkCancelled])
        var events = EventWalk(
            ledger.journal.records,
            request,
            through: ledger.journal.status.byteCount,
            durableSeq: all.durableSeq,
            telling: ledger.unreadable
        )
        var sliceCount = 1
        while try events.advance() == nil { sliceCount += 1 }
        #expect(sliceCount == 3)
        var filter = LinkFilter()
        filter.orderIDPrefix = "B"
        let page = PageRequest(order: .oldest, limit: 10, after: nil, withTotals: true)
        var links = PageReader(all, ledger.loader, page, filter, service.clock.now()) { ($0.key, 0) }
        sliceCount = 1
        while links.advance() == nil { sliceCount += 1 }
        #expect(sliceCount == 5, "three for the page, and the first and two more for the totals")
    }

    @Test func `a record of the daemon's own changes 16 links at most`() async throws {
        let service = try ServiceFixture()
        for number in 0..<40 {
            try await service.generate("A-\(number)", #""customer":{"email":"ada@example.com"}"#)
        }
        let before = service.journal.status.byteCount
        let answer = try await service.call("erasePersonalData", #"{"email":"ada@example.com","reason":"Asked"}"#)
        #expect(answer.resultText == #"{"erased":40}"#)
        let end = service.journal.status.byteCount
        let lines = try service.journal.records.bytes(at: before, length: end - before)
            .split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.count <= LedgerState.wholeRecordBytesMax })
    }

    @Test func `a short history is read at once, and a long one by the reader, not on the loop`() async throws {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        try await service.generate("A")
        for round in 1...40 {
            let changed = try await service.call("updateLink", #"{"orderId":"A","metadata":{"round":"\#(round)"}}"#)
            try #require(changed.result != nil)
            guard round == 20 || round == 40 else { continue }
            let reads = try await readsOnCallersThread(service, disk)
            #expect(reads == Array(repeating: round == 20, count: round + 1))
        }
    }

    /// Of each read that showing link A takes, whether the thread makes it that called.
    private func readsOnCallersThread(_ service: ServiceFixture, _ disk: SimulatedDisk) async throws -> [Bool] {
        let reads = Monitor<[Bool]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            // An immediate task runs on the caller's thread up to its first suspension, as on the loop's.
            let caller = pthread_self()
            disk.faults.beforeRead = { _ in
                let isCaller = pthread_equal(pthread_self(), caller) != 0
                reads.withLock { $0.append(isCaller) }
            }
            group.addImmediateTask { _ = try await service.show("A") }
            try await group.waitForAll()
        }
        disk.faults.beforeRead = nil
        return reads.withLock { $0 }
    }
}
