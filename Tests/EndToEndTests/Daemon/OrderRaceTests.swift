import JSONRPC
import PaylinkClient
import TestSupport
import Testing
import JSON

@Suite(.timeLimit(.minutes(10))) struct OrderRaceTests {
    @Test func `of 64 connections with one order ID one gets it, and the others get orderIdInUse with its link`()
        async throws
    {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let clients = (0..<64).map { _ in place.client() }
        for client in clients { try await client.connect() }
        for round in 0..<10 {
            let answers = try await withThrowingTaskGroup(of: LinkAnswer.self) { tasks in
                for (number, client) in clients.enumerated() {
                    tasks.addTask { try await client.generate("race-\(round)", amount: Int64(number + 1)) }
                }
                return try await tasks.reduce(into: []) { $0.append($1) }
            }
            let winners = answers.compactMap(\.link)
            let winner = try #require(winners.first)
            #expect(winners.count == 1)
            let refusals = answers.compactMap(\.refusal)
            #expect(refusals.count == 63)
            for refusal in refusals {
                #expect(refusal.code == 1006 && refusal.kind == "orderIdInUse" && refusal.parameter == "/orderId")
                #expect(refusal.json["data"]?["existing"]?["linkId"]?.string == winner.linkID)
                #expect(refusal.json["data"]?["existing"]?["url"]?.string == winner.url)
            }
        }
        #expect(try await clients[0].linkCount() == 10)
        try await daemon.crash()
    }
}
