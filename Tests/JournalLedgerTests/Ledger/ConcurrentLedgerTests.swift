import JSONRPC
import Journal
@testable import JournalLedger
import SystemPackage
import TestSupport
import Testing
import JSON
import PaymentLinks

/// Lists, checkpoints and restarts while writers run.
@Suite struct ConcurrentLedgerTests {
    private static let checkpoint: FilePath = "/state/journal.index"

    private static var eager: CheckpointPace {
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (2 << 10, 0, 1)
        return pace
    }

    /// Creates, changes and pays links of its own, and new attempts of orders that all writers share.
    private static func write(_ service: ServiceFixture, writer: Int, count: Int) async throws {
        for number in 0..<count {
            let order = "W\(writer)-\(number)"
            _ = try await service.call("generateLink", ServiceFixture.terms(order, #""idempotencyKey":"\#(order)""#))
            let shared = "S-\(number % 3)"
            let reissue = ServiceFixture.terms(shared, #""onExisting":"reissue""#)
            for call in [
                ("updateLink", #"{"orderId":"\#(order)","secondChanceEmail":true}"#), ("generateLink", reissue),
                ("cancelLink", #"{"orderId":"\#(shared)"}"#),
                ("recordPayment", #"{"orderId":"W0-\#(number)","status":"completed","transactionId":"t\#(writer)"}"#),
            ] {
                _ = await service.answer(#"{"jsonrpc":"2.0","id":1,"method":"\#(call.0)","params":\#(call.1)}"#)
            }
        }
    }

    @Test func `a checkpoint written under load equals a replay of the journal`() async throws {
        var resumed = 0
        for round in 0..<6 {
            let disk = SimulatedDisk()
            let service = try ServiceFixture(disk: disk, checkpoints: Self.eager)
            let survivors = try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<6 { group.addTask { try await Self.write(service, writer: writer, count: 12) } }
                // Copies of the disk as kills would leave it, each after a writer has ended, while the others go on.
                var copies: [SimulatedDisk] = []
                while copies.count < 4 + round, try await group.next() != nil {
                    copies.append(disk.copyAfterKill())
                }
                try await group.waitForAll()
                return copies + [disk.copyAfterKill()]
            }
            service.ledger.close()
            for survivor in survivors {
                let bare = survivor.copyAfterKill()
                bare.setBytes([], of: Self.checkpoint)
                let fast = try ServiceFixture(disk: survivor)
                let slow = try ServiceFixture(disk: bare)
                #expect(!slow.journal.recovery.wasResumed)
                if fast.journal.recovery.wasResumed { resumed += 1 }
                let indexes = [fast, slow].map { $0.journalLedger.snapshot.index }
                #expect(IndexContents(indexes[0]) == IndexContents(indexes[1]))
                let list = #"{"limit":1000,"totals":true}"#
                let lists = try await [fast.call("listLinks", list).text, slow.call("listLinks", list).text]
                #expect(lists[0] == lists[1])
                fast.ledger.close()
                slow.ledger.close()
            }
        }
        #expect(resumed > 0)
    }

    @Test(arguments: ["oldest", "newest"])
    func `pages neither skip nor repeat a link while others are created`(order: String) async throws {
        let service = try ServiceFixture(checkpoints: Self.eager)
        for number in 0..<60 { try await service.generate("A-\(number)") }
        let writers = 3
        let perWriter = 40
        let seen = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for number in 0..<perWriter { try await service.generate("B-\(writer)-\(number)") }
                    return []
                }
            }
            group.addTask { try await Self.pages(of: service, order, limit: 7) }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(seen).count == seen.count, "no link twice")
        let sorted = seen.sorted()
        #expect(seen == (order == "oldest" ? sorted : sorted.reversed()))
        let all = try await Self.pages(of: service, "oldest", limit: 1000)
        #expect(all.count == 60 + writers * perWriter)
        // What was there before, and everything between the first and the last that was shown.
        let first = try #require(sorted.first)
        let last = try #require(sorted.last)
        #expect(sorted == all.filter { ($0 >= first || order == "newest") && $0 <= last })
        #expect(Set(all.prefix(60)).isSubset(of: Set(sorted)))
    }

    /// The sequence numbers of the links of all pages.
    private static func pages(of service: ServiceFixture, _ order: String, limit: Int) async throws -> [Int64] {
        var seen: [Int64] = []
        var cursor = ""
        while true {
            let answer = try await service.call("listLinks", #"{"order":"\#(order)","limit":\#(limit)\#(cursor)}"#)
            let links = try #require(answer.result?["links"])
            for link in links.elements { seen.append(link["seq"]?.integer ?? -1) }
            guard let next = answer.result?["nextCursor"]?.string else { return seen }
            cursor = #","cursor":"\#(next)""#
        }
    }

    @Test func `the links of a long batch are read one by one, before and after a restart`() async throws {
        var service = try ServiceFixture()
        let rows = (0..<300).map { ServiceFixture.terms("A-\($0)", #""metadata":{"n":"\#($0)"}"#) }
        let batch = #"{"idempotencyKey":"b","links":[\#(rows.joined(separator: ","))]}"#
        let first = try await service.call("generateLinks", batch).text
        let index = service.journalLedger.snapshot.index
        #expect((0..<300).allSatisfy { index.rows[$0].location.isEvent })
        for order in ["A-0", "A-7", "A-299"] { try await service.done("cancelLink", order) }
        var shown: [[String]] = []
        for _ in 0..<3 {
            var texts: [String] = []
            for number in 0..<300 { texts.append(try await service.show("A-\(number)").text) }
            texts.append(try await service.call("listLinks", #"{"metadata":{"n":"7"}}"#).text)
            shown.append(texts)
            #expect(try await service.call("generateLinks", batch).text == first, "the first answer")
            try service.reopen()
        }
        #expect(shown[0] == shown[1])
        #expect(shown[0] == shown[2])
        #expect(shown[0][7].contains(#""status":"cancelled""#))
    }

    @Test func `a repeated request gets its first answer, whatever happened to the links since`() async throws {
        var service = try ServiceFixture()
        let keyed = #""idempotencyKey":"k""#
        let first = try await service.generate("A", keyed).text
        let copied = try await service.copy("A", as: "B", #""supersede":true,"idempotencyKey":"c""#).text
        try await service.report("B", "completed")
        try await service.report("B", "refunded")
        for _ in 0..<3 {
            service.clock.advance(seconds: 40 * 86_400)
            #expect(try await service.generate("A", keyed).text == first)
            let again = try await service.copy("A", as: "B", #""supersede":true,"idempotencyKey":"c""#).text
            #expect(again == copied)
            try service.reopen()
        }
    }
}
