import Journal
@testable import JournalLedger
import Storage
import SystemPackage
import TestSupport
import Testing
import PaymentLinks

/// Callers see durable records alone.
@Suite struct DurabilityTests {
    @Test func `pending events are not listed`() async throws {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        try await service.generate("A")
        let isOpen = Monitor(false)
        disk.faults.beforeDataSync = { _ in isOpen.wait { $0 ? () : nil } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addImmediateTask { try await service.generate("B") }
            #expect(service.journal.status.lastSeq == 2)
            #expect(try await service.events("0").orders == ["A"])
            #expect(try await service.events("\"now\"").seq == 1)
            let refused = try await service.call("listEvents", #"{"after":2}"#)
            expectError(refused, -32602, "invalidParameter", at: "/after")
            isOpen.withLock { $0 = true }
            isOpen.signal()
            try await group.waitForAll()
        }
        #expect(try await service.events("0").orders == ["A", "B"])
    }

    @Test func `64 callers race for one order ID on a real disk`() async throws {
        let scratch = try ScratchDirectory()
        var service = try ServiceFixture(disk: SystemDisk(), directory: scratch.path.appending("state"))
        try await service.race(order: "A")
        let shown = try await service.show("A")
        try service.reopen()
        #expect(try await service.show("A").text == shown.text)
        service.journal.close()
    }

    @Test func `expiries are recorded 16 at a time, since whoever reads one link reads its record`() async throws {
        let service = try ServiceFixture()
        for first in stride(from: 0, to: 600, by: 100) {
            let rows = (first..<first + 100).map { ServiceFixture.terms("A-\($0)", #""secondsActive":60"#) }
            _ = try await service.call("generateLinks", #"{"links":[\#(rows.joined(separator: ","))]}"#)
        }
        service.clock.advance(seconds: 60)
        let before = service.journal.status.byteCount
        #expect(try await service.ledger.recordExpiries(service.clock, by: ServiceFixture.caller) == 600)
        let end = service.journal.status.byteCount
        let lines = try service.journal.records.bytes(at: before, length: end - before)
            .split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 38)
    }
}
