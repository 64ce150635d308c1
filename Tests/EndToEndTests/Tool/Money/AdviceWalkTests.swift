import JSON
@testable import paylink
import PaymentLinks
import TestSupport
import Testing

/// Short histories of one order, in which every advice of the tool and of the service is taken literally: none is refused,
/// none leads in a circle, and the money adds up wherever it leads.
@Suite(.timeLimit(.minutes(60))) struct AdviceWalkTests {
    private static let historyCount = 24
    private static let stepCount = 6

    @Test func `every advice can be followed, and leads to what the customer's money says`() async throws {
        let seed = SeededSequence.seed(for: #function)
        var followedCount = 0
        for round in 0..<Self.historyCount {
            var random = SeededSequence(seed: seed + UInt64(round))
            var steps = [Step.generate("R0", .random(in: 20...90, using: &random))]
            let site = round.isMultiple(of: 2) ? nil : "shop"
            for number in 1...Self.stepCount {
                let walk = try await AdviceWalk(steps, site: site)
                steps.append(try await walk.nextStep(number, using: &random))
                followedCount += try await follow(steps, "seed \(seed + UInt64(round))", site: site)
            }
        }
        #expect(followedCount > Self.historyCount, "the histories should lead to advices")
    }

    /// Histories in which an advice once led nowhere, or a sum was wrong.
    @Test(
        arguments: [
            [.generate("a", 80), .copy("a", "b"), .pay("a", 80), .pay("b", 90), .refund("b", 10), .refund("a", 80)],
            [.generate("a", 80), .copy("a", "b"), .pay("a", 80), .pay("b", 79), .pay("b", 1)],
            [
                .generate("a", 80), .copy("a", "b"), .pay("a", 30), .replace("a", "c", 100, carry: true), .pay("b", 80),
                .pay("c", 70),
            ],
            [
                .generate("a", 80), .replace("a", "b", 9000, "JPY"), .replace("b", "c", 80, "EUR"), .pay("a", 30),
                .pay("b", 9000),
            ],
            [
                .generate("a", 80), .replace("a", "b", 9000, "JPY"), .pay("a", 30),
                .replace("b", "c", 80, "EUR", carry: true),
            ],
            [.generate("a", 80), .replace("a", "b", 60), .pay("a", 80), .copy("b", "c", 20)],
            [.generate("a", 80), .pay("a", 30), .copy("a", "b"), .pay("b", 80), .copy("a", "c", 20)],
            [.generate("a", 80), .pay("a", 30), .copy("a", "b"), .cancel("a")],
            [
                .generate("a", 80), .pay("a", 30), .copy("a", "b"), .pay("b", 50), .cancel("a"), .cancel("b"),
                .replace("a", "c", 80, carry: true),
            ],
            [.generate("a", 80), .pay("a", 30), .replace("a", "b", 60, carry: true), .copy("a", "c")],
            [.generate("a", 80), .pay("a", 30), .copy("a", "b", 9000, "JPY")],
            [.generate("a", 80), .replace("a", "b", 60), .replace("b", "c", 70), .cancel("a"), .replace("a", "d", 50)],
            [.generate("a", 80), .pay("a", 30), .copy("a", "b"), .expire("a"), .cancel("b")],
            [.generate("a", 80), .pay("a", 30), .replace("a", "b", 60)],
            [.generate("a", 80), .pay("a", 30), .copy("a", "b", 50), .copy("a", "c")],
            [
                .generate("a", 80), .replace("a", "b", 9000, "JPY"), .pay("a", 80), .replace("b", "c", 80, "EUR"),
            ],
            [.generate("a", 80), .replace("a", "b", 60), .pay("a", 80), .pay("b", 30), .pay("a", 100)],
            [.generate("a", 80), .copy("a", "b"), .pay("a", 80), .copy("a", "c", 20), .pay("b", 80), .pay("c", 20)],
            [
                .generate("a", 80), .pay("a", 80), .copy("a", "b", 20), .copy("a", "d", 30), .pay("b", 20),
                .pay("d", 30),
            ],
            [.generate("a", 80), .pay("a", 80), .copy("a", "b", 20), .pay("b", 5), .cancel("b"), .copy("a", "d", 30)],
            [.generate("a", 100), .replace("a", "b", 80), .cancel("b"), .pay("b", 50), .pay("a", 30)],
            [.generate("a", 100), .replace("a", "b", 80), .cancel("b"), .pay("a", 100)],
            [.generate("a", 60), .copy("a", "b"), .pay("a", 50), .replace("b", "c", 60, carry: true)],
            [.generate("a", 80), .pay("a", 30), .cancel("a"), .copy("a", "b"), .replace("b", "c", 90)],
            [.generate("a", 60), .copy("a", "b"), .pay("a", 50), .copy("b", "c")],
            [
                .generate("a", 43), .replace("a", "b", 80, carry: true), .pay("a", 50), .copy("b", "c", 10),
                .pay("c", 10),
            ],
            [
                .generate("a", 46), .copy("a", "b", 30), .replace("a", "c", 30, "JPY", carry: true), .pay("a", 80),
                .pay("b", 30),
            ],
        ] as [[Step]]
    )
    func `what led nowhere leads on`(steps: [Step]) async throws {
        for count in 1...steps.count {
            for site in [nil, "shop"] { _ = try await follow(Array(steps.prefix(count)), "by hand", site: site) }
        }
    }

    /// Follows each advice that the last step of a history brought, each from the state after the history.
    private func follow(_ steps: [Step], _ origin: String, site: String? = nil) async throws -> Int {
        let walk = try await AdviceWalk(steps, site: site)
        let context = "\(origin): \(steps.map(\.description).joined(separator: "; "))"
        try await walk.checkSums("\(context)")
        let advices = walk.advices()
        for advice in advices {
            let followed = try await AdviceWalk(steps, site: site)
            try await followed.take(advice, context + ": " + walk.said.joined(separator: " / "))
            try await followed.checkSums("\(context), then \(advice)")
        }
        return advices.count
    }
}

extension AdviceWalkTests {
    /// What somebody does with the links of an order; amounts are in minor units.
    enum Step: Sendable, CustomStringConvertible {
        case generate(String, Int64)
        case copy(String, String, Int64? = nil, String? = nil)
        case replace(String, String, Int64, String? = nil, carry: Bool = false)
        case pay(String, Int64)
        case refund(String, Int64)
        case cancel(String)
        case expire(String)

        var description: String {
            switch self {
            case .generate(let order, let amount): "gen \(order) \(amount)"
            case .copy(let old, let new, let amount, let currency):
                "duplicate \(old) \(new)\(amount.map { " \($0)" } ?? "") \(currency ?? "")"
            case .replace(let old, let new, let amount, let currency, let carry):
                "replace \(old) \(new) \(amount) \(currency ?? "")\(carry ? " --carry-paid" : "")"
            case .pay(let order, let amount): "pay \(order) \(amount)"
            case .refund(let order, let amount): "refund \(order) \(amount)"
            case .cancel(let order): "cancel \(order)"
            case .expire(let order): "expire \(order)"
            }
        }
    }
}
