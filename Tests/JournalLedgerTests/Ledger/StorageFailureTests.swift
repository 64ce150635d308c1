import JSON
import JSONRPC
import Journal
import PaymentLinks
import Storage
import SystemPackage
import TestSupport
import Testing

/// A journal that fails: every waiting caller gets `storageFailed`, and nothing later is acknowledged.
@Suite struct StorageFailureTests {
    /// More syncs than any test here makes.
    private static let everySync = 1000

    @Test(arguments: 1...6)
    func `after a failed sync, waiting callers get an error and durable links stay readable`(number: Int) async throws {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        var acknowledged: [String] = []
        for order in 0..<number - 1 { acknowledged.append(try await service.generate("A-\(order)").resultText) }
        let gate = SyncGate()
        disk.faults.beforeDataSync = { _ in gate.wait() }
        disk.faults.failingDataSync = (disk.counts.dataSyncs + 1, .ioError)
        let durableSeq = service.journal.status.durableSeq
        try await expectStorageFailed(waiting(), in: service) { gate.letPass(Self.everySync) }
        #expect(service.journal.status.durableSeq == durableSeq)
        try await expectStorageFailed(waiting() + [("generateLink", ServiceFixture.terms("Z"))], in: service)
        for (order, link) in acknowledged.enumerated() {
            #expect(try await service.show("A-\(order)").resultText == link, "durable links are readable")
        }
        let recovered = try ServiceFixture(disk: disk.afterKill())
        for (order, link) in acknowledged.enumerated() {
            #expect(try await recovered.show("A-\(order)").resultText == link, "acknowledged links are recovered")
        }
    }

    @Test func `a first start that fails speaks of nothing that was there before`() throws {
        var sentences: [String] = []
        while true {
            let disk = SimulatedDisk()
            disk.faults.powerCutChange = sentences.count + 1
            guard let sentence = failure({ try ServiceFixture(disk: disk).ledger.close() }) else { break }
            sentences.append(sentence)
        }
        for file in ["journal.jsonl", "journal.keys"] { #expect(sentences.contains { $0.contains(file) }) }
        for sentence in sentences {
            #expect(sentence.contains("start again"), "\(sentence)")
            #expect(!["replace", " old ", "erase", "restore"].contains { sentence.contains($0) }, "\(sentence)")
        }
    }

    private func failure(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Calls that all depend on a pending record: writes, reads, refusals and dry runs.
    private func waiting() -> [(method: String, parameters: String)] {
        [
            ("generateLink", ServiceFixture.terms("N-1")), ("generateLink", ServiceFixture.terms("N-2")),
            ("getLink", #"{"orderId":"N-1"}"#), ("listLinks", "{}"), ("getServiceStatus", "{}"),
            ("generateLink", ServiceFixture.terms("N-1", #""onExisting":"return""#)),
            ("generateLink", ServiceFixture.terms("N-3", #""dryRun":true"#)),
            ("duplicateTransaction", #"{"orderId":"N-1","newOrderId":"N-2"}"#),
            ("duplicateTransaction", #"{"orderId":"N-1","newOrderId":"N-4"}"#),
            ("cancelLink", #"{"orderId":"N-1","ifVersion":9}"#), ("cancelLink", #"{"orderId":"N-2"}"#),
            ("getLink", #"{"orderId":"N-2"}"#),
        ]
    }

    /// Makes the calls one after the other, each up to its first suspension, and waits for all their answers.
    private func expectStorageFailed(
        _ calls: [(method: String, parameters: String)],
        in service: ServiceFixture,
        at location: SourceLocation = #_sourceLocation,
        whileWaiting: () -> Void = {}
    ) async throws {
        try await withThrowingTaskGroup(of: (String, ServiceAnswer).self) { group in
            for (method, parameters) in calls {
                group.addImmediateTask { ("\(method) \(parameters)", try await service.call(method, parameters)) }
            }
            whileWaiting()
            for try await (call, answer) in group {
                expectError(answer, -32003, "storageFailed", at: nil, call, sourceLocation: location)
                #expect(answer.data?["retryable"]?.bool == true, sourceLocation: location)
            }
        }
    }

    @Test func `no call is answered before the records that it depends on are synced`() async throws {
        let disk = SimulatedDisk()
        let service = try ServiceFixture(disk: disk)
        let gate = SyncGate()
        let answered = Monitor(0)
        disk.faults.beforeDataSync = { _ in gate.wait() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (method, parameters) in waiting() {
                group.addImmediateTask {
                    _ = try await service.call(method, parameters)
                    answered.withLock { $0 += 1 }
                }
            }
            #expect(answered.withLock { $0 } == 0)
            gate.letPass(Self.everySync)
            try await group.waitForAll()
        }
        #expect(answered.withLock { $0 } == waiting().count)
    }

    @Test func `a full disk refuses new records, and links stay readable`() async throws {
        let disk = SimulatedDisk()
        var settings = Journal.Settings()
        settings.freeSpaceInterval = .zero
        // Records would still fit over the padding.
        settings.writesPadding = false
        let service = try ServiceFixture(disk: disk, settings: settings)
        try await service.generate("A")
        disk.setFreeBytes(1000)
        let full = try await service.call("generateLink", ServiceFixture.terms("B"))
        expectError(full, -32003, "storageFull", at: nil)
        #expect(full.data?["retryable"]?.bool == true)
        #expect(full.message?.contains("more than \(settings.freeBytesReserve >> 20) MiB") == true, "what it takes")
        #expect(service.seq == 1)
        expectError(try await service.show("B"), 1006, "unknownOrder", at: "/orderId")
        #expect(try await service.show("A").result != nil)
        disk.setFreeBytes(1 << 40)
        try await service.generate("B")
    }

    @Test func `a full queue refuses with busy, and records nothing`() async throws {
        let disk = SimulatedDisk()
        var settings = Journal.Settings()
        settings.queueBytesMax = 1
        let service = try ServiceFixture(disk: disk, settings: settings)
        let gate = SyncGate()
        disk.faults.beforeDataSync = { _ in gate.wait() }
        let answers = try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
            for number in 0..<8 {
                group.addImmediateTask { try await service.call("generateLink", ServiceFixture.terms("A-\(number)")) }
            }
            gate.letPass(Self.everySync)
            return try await group.reduce(into: [ServiceAnswer]()) { $0.append($1) }
        }
        let made = answers.filter { $0.result != nil }
        #expect((1..<8).contains(made.count))
        for answer in answers where answer.result == nil {
            expectError(answer, -32002, "busy", at: nil)
            #expect(answer.data?["retryable"]?.bool == true)
        }
        #expect(service.seq == UInt64(made.count))
    }

    @Test func `a closed journal refuses with shuttingDown, and links stay readable`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        service.journal.close()
        let refused = try await service.call("generateLink", ServiceFixture.terms("B"))
        expectError(refused, -32002, "shuttingDown", at: nil)
        #expect(try await service.show("A").result != nil)
    }
}
