import Glibc
import JSON
import JSONRPC
import Journal
@testable import JournalLedger
import KeyVault
import LinkService
import PaymentLinks
import Storage
import SystemPackage
import TestSupport
import Testing

/// Who holds the ledger's lock, while all others wait for it.
@Suite(.timeLimit(.minutes(10))) struct LockHolderTests {
    @Test func `a task of low priority, whose thread may wait long for a processor, never holds the lock`() async throws
    {
        let threads = Monitor<[pthread_t]>([])
        var settings = KeyVault.Settings()
        settings.randomBytes = { count in
            threads.withLock { $0.append(pthread_self()) }
            return [UInt8](repeating: 7, count: count)
        }
        let (ledger, engine) = try service(settings)
        let reader = await ledger.reader.run { pthread_self() }
        for (number, priority) in [TaskPriority.medium, .low].enumerated() {
            threads.withLock { $0 = [] }
            let customer = #""customer":{"email":"visser@mail.example"}"#
            let terms = ServiceFixture.terms("A-\(number)", customer)
            let line = Array(#"{"jsonrpc":"2.0","id":1,"method":"generateLink","params":\#(terms)}"#.utf8)
            // Unstructured, since whoever waits for a task raises its priority.
            let answer = await withCheckedContinuation { continuation in
                _ = Task(priority: priority) {
                    continuation.resume(returning: await engine.reply(to: line, caller: ServiceFixture.caller).wait())
                }
            }
            #expect(try ServiceAnswer(#require(answer)).result != nil)
            let sealing = threads.withLock { $0 }
            #expect(!sealing.isEmpty && sealing.allSatisfy { ($0 == reader) == (priority == .low) })
        }
        ledger.close()
    }

    @Test func `a batch of low priority decides and looks in its order, however long the reader's thread is busy`()
        async throws
    {
        let (ledger, engine) = try service(KeyVault.Settings())
        let gate = SyncGate()
        ledger.reader.start { gate.wait() }
        var members: [String] = []
        for number in 0..<25 {
            let order = #"{"orderId":"A-\#(number)"}"#
            let paid = #"{"orderId":"A-\#(number)","status":"completed"}"#
            for (method, parameters) in [
                ("generateLink", ServiceFixture.terms("A-\(number)")), ("getLink", order), ("recordPayment", paid),
                ("getLink", order),
            ] {
                members.append(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#)
            }
        }
        let line = Array("[\(members.joined(separator: ","))]".utf8)
        let answer = await withCheckedContinuation { continuation in
            _ = Task(priority: .low) {
                continuation.resume(returning: await engine.reply(to: line, caller: ServiceFixture.caller).wait())
            }
            gate.letPass(1)
        }
        let statuses = try ServiceAnswer(#require(answer)).root.elements.map { $0["result"]?["status"]?.string }
        #expect(statuses == (0..<25).flatMap { _ in ["active", "active", "completed", "completed"] })
        ledger.close()
    }

    private func service(
        _ settings: KeyVault.Settings
    ) throws -> (ledger: JournalLedger, engine: RequestEngine<LinkService>) {
        let disk = SimulatedDisk()
        let ledger = try JournalLedger.open(
            directory: "/state",
            disk: disk,
            vault: KeyVault(directory: "/state", disk: disk, settings: settings),
            createdAt: ManualClock().now().text,
            id: "0123456789abcdef0123456789abcdef"
        ).ledger
        let engine = try ServiceFixture.engine(over: ledger, ["default"], ManualClock(), SeededRandom(seed: 1))
        return (ledger, engine)
    }
}
