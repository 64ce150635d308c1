import JSON
import Storage
import TestSupport
import Testing
import PaymentLinks

/// Crashes at every write and sync while a payment service is asked: afterwards each order is at the service once, and the
/// link here has its address.
@Suite(.timeLimit(.minutes(10))) struct IssuanceCrashTests {
    private static let orders = ["A", "B", "C"]

    /// What was on the disk and at the service at one moment.
    private struct Crash: Sendable {
        let disk: SimulatedDisk
        let orders: [String: String]
        /// The answers that callers had by then, by order.
        let answers: [String: String]
    }

    @Test(arguments: 0..<12) func `an order is made once, whenever the process dies`(seed: UInt64) async throws {
        var random = SeededSequence(seed: seed)
        let crashes = try await crashes(&random)
        #expect(crashes.count >= 4, "a kill and a power cut at each sync")
        for crash in crashes {
            let scripted = ScriptedService(orders: crash.orders)
            // Another process draws other random numbers.
            let service = try ServiceFixture(disk: crash.disk, seed: 99, services: ["default": scripted])
            try await service.withOutbox(firing: .seconds(24)) {
                for order in Self.orders {
                    let answer = try await service.call("generateLink", Self.parameters(order))
                    #expect(answer["status"] == "active", "\(answer)")
                    #expect(answer["url"] == scripted.orders[order])
                    if let told = crash.answers[order] { #expect(answer.text == told, "seed \(seed)") }
                }
            }
            #expect(Set(scripted.orders.keys) == Set(Self.orders))
            for (order, url) in crash.orders { #expect(scripted.orders[order] == url, "an order was made twice") }
            #expect(try await service.ledger.linksAwaitingIssuance(of: ReferenceBuilder.key("A").site).isEmpty)
            service.ledger.close()
        }
    }

    private static func parameters(_ order: String) -> String {
        ServiceFixture.terms(order, #""idempotencyKey":"key of \#(order)""#)
    }

    /// Lives through some calls with a service that loses requests and answers, and keeps what a crash at each sync leaves.
    private func crashes(_ random: inout SeededSequence) async throws -> [Crash] {
        let disk = SimulatedDisk()
        let scripted = ScriptedService()
        for _ in 0..<5 {
            scripted.then([.issue, .loseAnswer, .loseRequest].randomElement(using: &random) ?? .issue)
        }
        let service = try ServiceFixture(disk: disk, services: ["default": scripted])
        let answers = Monitor<[String: String]>([:])
        let found = Monitor<[Crash]>([])
        let draws = Monitor(SeededSequence(seed: random.next()))
        disk.faults.beforeDataSync = { _ in
            let left = draws.withLock { draws in
                [disk.copyAfterKill(), disk.copyAfterPowerCut(using: &draws)].map { disk in
                    Crash(disk: disk, orders: scripted.orders, answers: answers.withLock { $0 })
                }
            }
            found.withLock { $0 += left }
        }
        try await service.withOutbox(firing: .seconds(24)) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in Self.orders {
                    group.addTask {
                        let answer = try await service.call("generateLink", Self.parameters(order))
                        answers.withLock { $0[order] = answer.text }
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(Set(answers.withLock { $0.keys }) == Set(Self.orders))
        service.ledger.close()
        // The closure holds the disk that holds it.
        disk.faults.beforeDataSync = nil
        return found.withLock { $0 }
    }
}
