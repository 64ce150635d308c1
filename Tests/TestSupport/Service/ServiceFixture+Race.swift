import JSON
import Testing

extension ServiceFixture {
    /// Lets 64 callers race for an order, and expects that one makes the link and the others are shown it.
    package func race(order: String) async throws {
        let answers = try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
            for number in 0..<64 {
                let parameters = ServiceFixture.terms(order, #""idempotencyKey":"caller-\#(number)""#)
                group.addTask { try await call("generateLink", parameters) }
            }
            return try await group.reduce(into: [ServiceAnswer]()) { $0.append($1) }
        }
        let winners = answers.compactMap { $0["linkId"] }
        #expect(winners.count == 1)
        let losers = answers.filter { $0.result == nil }
        #expect(losers.count == 63)
        for loser in losers {
            expectError(loser, 1006, "orderIdInUse", at: "/orderId")
            #expect(loser.data?["existing"]?["linkId"]?.string == winners.first)
        }
    }
}
