import JSON
@testable import JournalLedger
import PaymentLinks
import TestSupport
import Testing

/// One record that changes many links: whoever goes over them reads it once.
@Suite struct SharedRecordsTests {
    private static let copyCount = 60

    /// An order that was paid, by which one record closed all of its copies.
    private func story() async throws -> (service: ServiceFixture, disk: SimulatedDisk) {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        try await service.generate("A")
        for number in 0..<Self.copyCount {
            let answer = try await service.call("duplicateTransaction", #"{"orderId":"A","newOrderId":"C-\#(number)"}"#)
            try #require(answer.result != nil, "\(answer)")
        }
        try await pay("A", service)
        return (service, disk)
    }

    private func pay(_ orderID: String, _ service: ServiceFixture) async throws {
        let parameters = #"{"orderId":"\#(orderID)","status":"completed","amount":4995}"#
        let answer = try await service.call("recordPayment", parameters)
        #expect(answer.result != nil, "\(answer)")
    }

    /// The records of the story, each with the links that it is about.
    private static let recordCount = 1 + copyCount + 1

    @Test(arguments: [nil, 0]) func `a decision reads each record of its links once`(cachedBytes: Int?) async throws {
        let (service, disk) = try await story()
        disk.faults.cachedBytesMax = cachedBytes
        for number in 0..<3 {
            let before = disk.counts.reads
            try await pay("C-\(number)", service)
            // Each payment before adds a record.
            #expect(disk.counts.reads - before == Self.recordCount + number)
        }
    }

    @Test(arguments: ["newest", "oldest"]) func `a page reads each record of its links once`(order: String) async throws
    {
        let (service, disk) = try await story()
        let before = disk.counts.reads
        let answer = try await service.call("listLinks", #"{"limit":1000,"order":"\#(order)"}"#)
        #expect(answer.result?["links"]?.count == 1 + Self.copyCount)
        #expect(disk.counts.reads - before == Self.recordCount)
    }

    @Test func `a link is the same, with whomever it is read`() async throws {
        let (service, _) = try await story()
        try await pay("C-0", service)
        let page = try #require(try await service.call("listLinks", #"{"limit":1000}"#).result?["links"])
        for link in page.elements {
            let alone = try await service.show(try #require(link["orderId"]?.string))
            #expect(alone.resultText == String(decoding: link.rawBytes, as: UTF8.self))
        }
    }

    @Test func `what is kept is bounded, but for the last record`() throws {
        var records = SharedRecords()
        for number in 1...3 { records.keep(try record(of: 2000), at: Self.location(number)) }
        #expect((1...3).map { records[Self.location($0)] != nil } == [false, true, true])
        records.keep(try record(of: 10_000), at: Self.location(4))
        #expect((1...4).map { records[Self.location($0)] != nil } == [false, false, false, true])
    }

    @Test func `a record of one link is not kept`() throws {
        var records = SharedRecords()
        records.keep(try record(of: 1), at: Self.location(1))
        #expect(records[Self.location(1)] == nil)
    }

    private static func location(_ number: Int) -> RecordLocation { RecordLocation(offset: number * 4096, length: 100) }

    private func record(of eventCount: Int) throws -> ReadRecord {
        let events = try (0..<eventCount).map { number in
            let key = LinkKey(site: try SiteName("default"), orderID: OrderID(checked: ExactText("A-\(number)")))
            return LinkEvent.opened(LinkOpened(key: key))
        }
        let time = ManualClock().now()
        return ReadRecord(
            seq: 1,
            RecordedChange(time: time, caller: ServiceFixture.caller, request: nil, events: events)
        )
    }
}
