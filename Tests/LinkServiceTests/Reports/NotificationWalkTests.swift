import JSON
import TestSupport
import Testing

/// Notifications of several attempts in a random walk, and a plain model.
///
/// Each attempt is told at every stage of its life: some notifications are lost, and the others come repeatedly, in any order
/// and at the same time. However they come, the link ends as the model says.
@Suite(.overEveryEngine, .timeLimit(.minutes(10))) struct NotificationWalkTests {
    /// One stage of an attempt, as the service tells it.
    private struct Stage: Sendable {
        let attempt: Int
        let status: String
        let amount: Int64
        let refunded: Int64

        var members: String {
            #""status":"\#(status)","amount":\#(amount),"amount_refunded":\#(refunded),"currency":"EUR","#
                + #""transaction_id":\#(1000 + attempt)"#
        }
    }

    /// The plainest model: the best of what was told of each attempt.
    private struct Model {
        private var isHeld: Set<Int> = []
        private var hasFailed: Set<Int> = []
        private var paid: [Int: Int64] = [:]
        private var refunded: [Int: Int64] = [:]

        init(_ stages: [Stage]) {
            for stage in stages {
                switch stage.status {
                case "uncleared": isHeld.insert(stage.attempt)
                case "declined", "void", "expired": hasFailed.insert(stage.attempt)
                case "initialized": break
                default:
                    paid[stage.attempt] = stage.amount
                    refunded[stage.attempt] = max(refunded[stage.attempt] ?? 0, stage.refunded)
                }
            }
        }

        var paidAmount: Int64 { paid.values.reduce(0, +) }

        var refundedAmount: Int64 { refunded.values.reduce(0, +) }

        var status: String {
            if paid.isEmpty { return isHeld.subtracting(hasFailed).isEmpty ? "active" : "uncleared" }
            if refundedAmount == 0 { return "completed" }
            return refundedAmount == paidAmount ? "refunded" : "partialRefunded"
        }
    }

    private func stages(_ random: inout SeededSequence) -> [Stage] {
        (0..<Int.random(in: 1...3, using: &random)).flatMap { attempt in
            var life = [("initialized", Int64(0))]
            if Bool.random(using: &random) { life.append(("uncleared", 0)) }
            switch Int.random(in: 0..<3, using: &random) {
            case 0: life.append((["declined", "void", "expired"].randomElement(using: &random) ?? "void", 0))
            case 1: life.append(("completed", 0))
            default:
                life.append(("completed", 0))
                let part = Int64.random(in: 1...4994, using: &random)
                life.append(("partial_refunded", part))
                if Bool.random(using: &random) { life.append(("refunded", 4995)) }
            }
            return life.map { Stage(attempt: attempt, status: $0.0, amount: 4995, refunded: $0.1) }
        }
    }

    @Test func `the end does not depend on order, repetition or simultaneity`() async throws {
        var random = SeededSequence(for: "a walk over notifications")
        let scripted = ScriptedService()
        scripted.beUnreachable()
        let service = try ServiceFixture(services: ["default": scripted])
        let orders = (0..<60).map { "W-\($0)" }
        try await service.withOutbox { for order in orders { try await service.generate(order) } }
        for order in orders {
            var told = stages(&random).filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
            told += told.filter { _ in Bool.random(using: &random) }
            told.shuffle(using: &random)
            var rest = told[...]
            while !rest.isEmpty {
                let together = rest.prefix(Int.random(in: 1...4, using: &random))
                rest = rest.dropFirst(together.count)
                try await withThrowingTaskGroup { group in
                    for stage in together {
                        group.addTask { try await service.notify(order, stage.members) }
                    }
                    for try await answer in group { #expect(answer.result != nil, "\(answer)") }
                }
            }
            try await expect(Model(told), order, service, told)
            for stage in told { _ = try await service.notify(order, stage.members) }
            try await expect(Model(told), order, service, told)
        }
    }

    private func expect(_ model: Model, _ order: String, _ service: ServiceFixture, _ told: [Stage]) async throws {
        let link = try await service.show(order)
        let story: Comment = "\(order): \(told.map { "\($0.attempt) \($0.status) \($0.refunded)" })"
        #expect(link["status"] == model.status, story)
        #expect(link.result?["paidAmount"]?.integer ?? 0 == model.paidAmount, story)
        #expect(link.result?["refundedAmount"]?.integer ?? 0 == model.refundedAmount, story)
        #expect(link.number("dueAmount") == (model.paidAmount == 0 ? 4995 : 0), story)
    }
}
