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

    @Test(arguments: [("listLinks", "links", ""), ("listEvents", "events", #","after":0"#)])
    func `nor is one in a batch, whose members share an answer`(method: String, items: String, after: String)
        async throws
    {
        let service = try await story()
        let call = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{"limit":1000\#(after)}}"#
        for count in [2, 5, 40] {
            let line = "[" + Array(repeating: call, count: count).joined(separator: ",") + "]"
            let answers = try ServiceAnswer(#require(await service.answer(line))).root
            #expect(answers.count == count)
            #expect(answers.elements.allSatisfy { $0["result"]?[items]?.count ?? 0 > 0 })
        }
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

    /// As versions before this one recorded it; the daemon's own records are short now.
    @Test func `a link that a record of a thousand events changed is read by the reader, and a page reads that once`()
        async throws
    {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        for part in 0..<5 {
            let terms = #""currency":"EUR","amount":1,"description":"x","customer":{"email":"ada@example.com"}"#
            let rows = (0..<200).map { #"{"orderId":"\#($0 + part == 0 ? "A" : "A-\(part)-\($0)")",\#(terms)}"# }
            let made = try await service.call("generateLinks", #"{"links":[\#(rows.joined(separator: ","))]}"#)
            try #require(made.result?["links"]?.count == 200)
        }
        let orders = try await service.call("listLinks", #"{"limit":1000}"#).result?["links"]?.elements
            .compactMap { $0["orderId"]?.string }
        let site = try SiteName("default")
        let keys = try #require(orders).map { LinkKey(site: site, orderID: try OrderID($0)) }
        let command = EraseCommand(keys: keys, reason: try Reason("Asked"))
        let outcome = try await service.journalLedger.perform(
            LedgerRequest(.erase(command), by: ServiceFixture.caller, at: service.clock.now())
        )
        #expect(outcome.answers.count == 1000)
        let reads = try await readsOnCallersThread(service, disk)
        #expect(reads == [false, false])
        let before = disk.counts.reads
        #expect(sliceCount(ofPageOf: 200, service) == 1)
        #expect(disk.counts.reads - before == 200 + 1)
    }

    @Test func `a slice of a page reads a bounded part of it`() async throws {
        #expect(sliceCount(ofPageOf: 160, try await story()) == 2)
    }

    private func sliceCount(ofPageOf limit: Int, _ service: ServiceFixture) -> Int {
        let ledger = service.journalLedger
        let page = PageRequest(order: .oldest, limit: limit, after: nil, withTotals: false)
        var links = PageReader(ledger.snapshot, ledger.loader, page, LinkFilter(), service.clock.now()) { ($0.key, 0) }
        var sliceCount = 1
        while links.advance() == nil { sliceCount += 1 }
        return sliceCount
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
