import JSON
import Journal
@testable import JournalLedger
import PaymentLinks
import Storage
import SystemPackage
import TestSupport
import Testing

/// One record of the journal that can't be read any more: it is shown as such, and stops nobody else.
@Suite struct UnreadableRecordTests {
    /// More records than are kept in memory for those who follow.
    private static let count = 300
    private static let lost = 50

    /// Links A-0 to A-299, each a record, one of which is damaged on the disk.
    private func story(_ members: String = #""secondsActive":60"#) async throws -> ServiceFixture {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        for number in 0..<Self.count { try await service.generate("A-\(number)", members) }
        let path = service.directory.appending("journal.jsonl")
        var bytes = try #require(disk.bytes(of: path))
        let name = Array(#""A-\#(Self.lost)""#.utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
        bytes[place + 1] ^= 1
        disk.setBytes(bytes, of: path)
        return service
    }

    @Test(arguments: ["newest", "oldest"], ["", #","text":"a-""#, #","orderIdPrefix":"A""#])
    func `pages go on behind it, and say what is known of it`(order: String, filter: String) async throws {
        let service = try await story()
        var orders: [String] = []
        var unreadable: [Int64?] = []
        var cursor = "null"
        var pageCount = 0
        repeat {
            let given = cursor == "null" ? "" : #","cursor":\#(cursor)"#
            let answer = try await service.call("listLinks", #"{"limit":7,"order":"\#(order)"\#(filter)\#(given)}"#)
            let page = try #require(answer.result, "\(answer)")
            orders += page["links"]?.elements.compactMap { $0["orderId"]?.string } ?? []
            unreadable += page["unreadable"]?.elements.map { $0["createdSeq"]?.integer } ?? []
            cursor = page["nextCursor"].map { String(decoding: $0.rawBytes, as: UTF8.self) } ?? "null"
            pageCount += 1
        } while cursor != "null"
        let expected = (0..<Self.count).filter { $0 != Self.lost }.map { "A-\($0)" }
        #expect(orders == (order == "oldest" ? expected : expected.reversed()))
        #expect(unreadable == [Int64(Self.lost + 1)])
        #expect(pageCount == 43)
    }

    @Test func `totals need no record, and leave it out where they do`() async throws {
        let service = try await story()
        for (filter, count) in [("", Self.count), (#","text":"a-""#, Self.count - 1)] {
            let answer = try await service.call("listLinks", #"{"limit":1,"totals":true\#(filter)}"#)
            let totals = try #require(answer.result?["totals"]?.elements.first { _ in true })
            #expect(totals["count"]?.integer == Int64(count))
        }
    }

    @Test func `who follows the events passes it, and hears which one it was`() async throws {
        let service = try await story()
        var seqs: [Int64?] = []
        var unreadable: [String] = []
        var after: Int64 = 0
        while after < Int64(Self.count) {
            let answer = try await service.call("listEvents", #"{"after":\#(after),"limit":7}"#)
            let page = try #require(answer.result, "\(answer)")
            seqs += page["events"]?.elements.map { $0["seq"]?.integer } ?? []
            unreadable += page["unreadable"]?.elements.map { String(decoding: $0.rawBytes, as: UTF8.self) } ?? []
            let seq = try #require(page["seq"]?.integer)
            #expect(seq > after)
            after = seq
        }
        #expect(seqs == (1...Int64(Self.count)).filter { $0 != Int64(Self.lost + 1) })
        #expect(unreadable == [#"{"first":51,"last":51}"#])
    }

    @Test func `an erasure by address erases the others, and counts it`() async throws {
        let service = try await story(#""customer":{"email":"ada@example.com"}"#)
        let answer = try await service.call("erasePersonalData", #"{"email":"ada@example.com","reason":"Asked"}"#)
        #expect(answer.resultText == #"{"erased":299,"unreadable":1}"#)
        #expect(try await service.show("A-51").result?["customerErasedAt"]?.string != nil)
    }

    @Test func `the expiries of all others are recorded`() async throws {
        let service = try await story()
        service.clock.advance(seconds: 60)
        let recorded = try await service.ledger.recordExpiries(service.clock, by: ServiceFixture.caller)
        #expect(recorded == Self.count - 1)
        #expect(try await service.ledger.recordExpiries(service.clock, by: ServiceFixture.caller) == 0)
    }

    @Test func `itself it is refused with the reason, and links are still made`() async throws {
        let service = try await story()
        let answer = try await service.call("getLink", #"{"orderId":"A-\#(Self.lost)"}"#)
        expectError(answer, -32603, "internalError", at: nil)
        #expect(answer.message?.contains("is not there as it was written") == true)
        #expect(try await service.generate("B").result != nil)
    }

    @Test func `each is told once, however often it is asked for, and no more than a thousand`() {
        let told = Monitor<[String]>([])
        let records = UnreadableRecords { sentence in told.withLock { $0.append(sentence) } }
        for seq: UInt64 in 1...2000 {
            for _ in 0..<3 { records.note(UnreadableRecord(seq: seq)) }
        }
        #expect(told.withLock { $0.count } == 1000)
        #expect(Set(told.withLock { $0 }).count == 1000)
    }
}
