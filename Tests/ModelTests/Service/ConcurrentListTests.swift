import JSON
import JSONRPC
import Journal
@testable import JournalLedger
import PaymentLinks
import TestSupport
import Testing

/// Every filter of `listLinks` returns the same links as a scan of all links, also while writers run.
@Suite struct ConcurrentListTests {
    /// A list that was requested among changes, and the last event that it includes.
    private struct Listed: Sendable {
        let line: String
        let answer: [UInt8]
        let seq: UInt64
        let now: Instant
    }

    @Test func `a list among writers equals a scan of all links at its seq`() async throws {
        var random = SeededSequence(for: #function)
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (20 << 10, 0, 1)
        let service = try ServiceFixture(sites: ReferenceService.sites, checkpoints: pace)
        var listed: [Listed] = []
        for _ in 0..<3 {
            let seeds = (0..<4).map { _ in random.next() }
            listed += try await withThrowingTaskGroup { group in
                for seed in seeds.dropFirst(2) { group.addTask { try await Self.write(to: service, seed) } }
                async let some = Self.lists(of: service, seeds[0])
                async let others = Self.lists(of: service, seeds[1])
                let listed = try await some + others
                group.cancelAll()
                try await group.waitForAll()
                return listed
            }
            // Some links have expired by then, and for some of them that is recorded.
            service.clock.advance(seconds: 20 * 86_400)
            try await service.ledger.recordExpiries(service.clock, by: ServiceFixture.caller)
        }
        #expect(listed.count { String(decoding: $0.answer, as: UTF8.self).contains("linkId") } > 100)
        try await compare(listed, with: service)
    }

    /// Writes until the task is cancelled.
    private static func write(to service: ServiceFixture, _ seed: UInt64) async throws {
        var calls = RandomCalls(SeededSequence(seed: seed))
        while !Task.isCancelled {
            let line = calls.next()
            // Without erasures, since erased data could not be compared afterwards.
            guard !line.contains("erasePersonalData") else { continue }
            try calls.learn(from: await service.answer(line) ?? [], to: line)
        }
    }

    /// Requests lists, each after a change since the one before.
    private static func lists(of service: ServiceFixture, _ seed: UInt64) async throws -> [Listed] {
        var calls = RandomCalls(SeededSequence(seed: seed))
        var listed: [Listed] = []
        for _ in 0..<40 {
            try #require(await service.ledger.change(after: listed.last?.seq ?? 0))
            let line = calls.nextList()
            let answer = await service.answer(line) ?? []
            try calls.learn(from: answer, to: line)
            let seq = try #require(try ServiceAnswer(answer).result?["seq"]?.integer, "\(line)")
            listed.append(Listed(line: line, answer: answer, seq: UInt64(seq), now: service.clock.now()))
        }
        return listed
    }

    /// Replays the journal into the reference, and requests each list from it at the list's `seq`.
    private func compare(_ listed: [Listed], with service: ServiceFixture) async throws {
        let clock = ManualClock()
        let reference = try ReferenceService(clock)
        var changes: [RecordedChange] = []
        var walk = try RecordWalk(service.journal.records, after: 0, through: service.journal.status.byteCount)
        while let record = try walk.next() {
            changes.append(try EventReader.read(record, opening: service.journalLedger.vault))
        }
        var next = changes.makeIterator()
        for list in listed.sorted(by: { $0.seq < $1.seq }) {
            while reference.ledger.durableSeq < list.seq, let change = next.next() {
                try reference.ledger.take(change.events, at: change.time)
            }
            clock.set(list.now)
            let expected = await reference.answer(list.line)
            try #require(
                String(decoding: list.answer, as: UTF8.self) == String(decoding: expected, as: UTF8.self),
                "\(list.line)"
            )
        }
    }
}
