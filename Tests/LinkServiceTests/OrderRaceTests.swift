import JSON
import JSONRPC
import PaymentLinks
import TestSupport
import Testing

@Suite(.overEveryEngine) struct OrderRaceTests {
    @Test func `64 callers race for one order ID: one link, and the losers are shown it`() async throws {
        for round in 0..<8 {
            let service = try ServiceFixture()
            try await service.race(order: "A-\(round)")
            #expect(service.seq == 1)
        }
    }

    @Test func `64 callers of the ledger itself`() async throws {
        let service = try ServiceFixture()
        let key = try ReferenceBuilder.key("A")
        let terms = try ReferenceBuilder.terms()
        let outcomes = await withTaskGroup(of: Result<LinkID, LedgerError>.self) { group in
            for number in 1...64 {
                let command = GenerateCommand(key: key, terms: terms, issuance: ReferenceBuilder.issuance(number))
                let order = LedgerRequest(.generate(command), by: ServiceFixture.caller, at: ManualClock.start)
                group.addTask {
                    do throws(LedgerError) {
                        return .success(try await service.ledger.perform(order).answer.link.id)
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: [Result<LinkID, LedgerError>]()) { $0.append($1) }
        }
        let made = outcomes.compactMap { try? $0.get() }
        #expect(made.count == 1)
        for case .failure(let error) in outcomes {
            guard case .refused(.orderIDInUse(let existing, _)) = error else {
                Issue.record(error)
                continue
            }
            #expect(existing.id == made.first)
        }
        #expect(service.seq == 1)
    }

    @Test func `racing to cancel with one version, one wins`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        let answers = try await withThrowingTaskGroup(of: ServiceAnswer.self) { group in
            for number in 0..<64 {
                let parameters = #"{"orderId":"A","ifVersion":1,"reason":"caller \#(number)"}"#
                group.addTask { try await service.call("cancelLink", parameters) }
            }
            return try await group.reduce(into: [ServiceAnswer]()) { $0.append($1) }
        }
        let winners = answers.filter { $0.result != nil }
        #expect(winners.count == 1)
        for loser in answers where loser.result == nil {
            expectError(loser, 2002, "versionConflict", at: "/ifVersion")
            #expect(loser.data?["current"]?["cancelReason"]?.string == winners.first?["cancelReason"])
        }
    }
}
