import Glibc
import TestSupport
import Testing

/// Kills the daemon under eight writers, repeatedly on the same journal.
///
/// `PAYLINK_KILL_ROUNDS` is the number of kills (10 by default). `PAYLINK_SEED` repeats the choices of a run, but not the
/// moment of the kill within a system call.
@Suite(.timeLimit(.minutes(10))) struct KillRoundsTests {
    private static let writerCount = 8

    @Test func `a kill loses, doubles and halves no link`() async throws {
        var random = SeededSequence(for: #function)
        let rounds = getenv("PAYLINK_KILL_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 10
        let place = try DaemonPlace()
        var oracle = KillOracle()
        for round in 0..<rounds {
            let heard = try await killedRound(round, in: place, &random)
            oracle.note(heard)
            let daemon = try await DaemonProcess.start(in: place)
            let client = place.client()
            let links = try await client.allLinks(orderIDPrefix: "r\(round)-")
            #expect(oracle.objections(to: links) { $0.hasPrefix("r\(round)-") } == [])
            oracle.note(try await retried(heard, links, client))
            // A second crash, sometimes right after the recovery.
            try await daemon.crash()
        }
        let daemon = try await DaemonProcess.start(in: place)
        let links = try await place.client().allLinks()
        #expect(oracle.objections(to: links) == [])
        #expect(try await place.client().linkCount() == Int64(links.count))
        #expect(try await daemon.terminate() == .exited(0))
        print(
            "\(rounds) kills: \(oracle.acknowledgedCount) acknowledged, \(oracle.unknownCount) under way, "
                + "\(links.count) links in the end"
        )
    }

    /// Lets eight connections write until the daemon is killed; returns their requests.
    private func killedRound(
        _ round: Int,
        in place: DaemonPlace,
        _ random: inout SeededSequence
    ) async throws -> [Attempt] {
        let daemon = try await DaemonProcess.start(in: place)
        let answered = Gate()
        let answerCount = Int.random(in: 1...300, using: &random)
        let seeds = (0..<Self.writerCount).map { _ in random.next() }
        let heard = try await withThrowingTaskGroup(of: [Attempt].self) { tasks in
            for (number, seed) in seeds.enumerated() {
                let client = place.client()
                try await client.connect()
                tasks.addTask {
                    var writer = KillRoundWriter(round: round, number: number, seed: seed)
                    return try await writer.run(client, noting: answered)
                }
            }
            tasks.addTask {
                _ = await answered.arrivals(atLeast: answerCount)
                daemon.child.kill(SIGKILL)
                return []
            }
            return try await tasks.reduce(into: []) { $0 += $1 }
        }
        #expect(try await daemon.child.wait() == .signalled(SIGKILL))
        return heard
    }

    /// Repeats every request that was under way, and some that were acknowledged.
    ///
    /// - Returns: The requests that were under way, with their outcome now.
    private func retried(_ heard: [Attempt], _ links: [SeenLink], _ client: LineClient) async throws -> [Attempt] {
        let byOrder = Dictionary(links.map { ($0.orderID, $0) }) { first, _ in first }
        var answered: [Attempt] = []
        for (index, attempt) in heard.enumerated() where attempt.action != .cancel {
            switch attempt.outcome {
            case .inUse: continue
            case .acknowledged(let seen):
                guard index.isMultiple(of: 10) else { continue }
                guard case .acknowledged(let again) = try await KillRoundWriter.outcome(of: attempt, client) else {
                    Issue.record("\(seen) was refused when its request was repeated")
                    continue
                }
                #expect(again.linkID == seen.linkID && again.url == seen.url)
            case .unknown:
                var attempt = attempt
                attempt.outcome = try await KillRoundWriter.outcome(of: attempt, client)
                if case .acknowledged(let link) = attempt.outcome, let there = byOrder[attempt.orderID] {
                    #expect(link.linkID == there.linkID && link.url == there.url)
                }
                answered.append(attempt)
            }
        }
        return answered
    }
}
