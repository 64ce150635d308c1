import JSON
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

    @Test func `a request repeated while its record is pending is told the same`() async throws {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        try await service.generate("A")
        try await service.report("A", "completed", #""amount":50"#)
        let gate = SyncGate()
        disk.faults.beforeDataSync = { _ in gate.wait() }
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            group.addImmediateTask { try await service.copy("A", as: "B", #""idempotencyKey":"k""#).text }
            gate.waitForArrival(1)
            group.addImmediateTask { try await service.copy("A", as: "B", #""idempotencyKey":"k""#).text }
            #expect(service.journal.status.lastSeq == 3 && service.journal.status.durableSeq == 2)
            gate.letPass(100)
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(texts.count == 2 && texts[0] == texts[1])
        #expect(texts[0].contains("\"warnings\""))
        let lines = try #require(disk.bytes(of: "/state/journal.jsonl"))
        #expect(lines.contains(Array("\"notes\":[{\"type\":\"uncounted\"".utf8)))
    }

    @Test func `what is told of money is not kept without a key`() async throws {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        try await service.generate("A")
        try await service.report("A", "completed", #""amount":50"#)
        let copy = try await service.copy("A", as: "B")
        #expect(copy.result?["warnings"]?.count == 1)
        let lines = try #require(disk.bytes(of: "/state/journal.jsonl"))
        #expect(!lines.contains(Array("\"notes\"".utf8)))
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
