import Glibc
import JSONRPC
import Journal
@testable import JournalLedger
import KeyVault
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
        let disk = SimulatedDisk()
        let ledger = try JournalLedger.open(
            directory: "/state",
            disk: disk,
            vault: KeyVault(directory: "/state", disk: disk, settings: settings),
            createdAt: ManualClock().now().text,
            id: "0123456789abcdef0123456789abcdef"
        ).ledger
        let engine = try ServiceFixture.engine(over: ledger, ["default"], ManualClock(), SeededRandom(seed: 1))
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
}
