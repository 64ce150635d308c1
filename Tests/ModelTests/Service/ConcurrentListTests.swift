import JSON
import JSONRPC
import Journal
@testable import JournalLedger
import PaymentLinks
import TestSupport
import Testing

/// Every filter of `listLinks` shows what a look at each link shows, also while writers run.
@Suite struct ConcurrentListTests {
    private static let sites = ["north", "south"]

    /// A list that was asked for among changes, and what it rests on.
    private struct Shown: Sendable {
        let line: String
        let answer: [UInt8]
        let seq: UInt64
        let now: Instant
    }

    @Test func `lists among writers are those of a look at each link at the seq that they name`() async throws {
        var random = SeededSequence(for: #function)
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (20 << 10, 0, 1)
        let service = try ServiceFixture(sites: Self.sites, checkpoints: pace)
        var shown: [Shown] = []
        for _ in 0..<3 {
            let seeds = (0..<4).map { _ in random.next() }
            shown += try await withThrowingTaskGroup { group in
                for seed in seeds.dropFirst(2) { group.addTask { try await Self.write(to: service, seed) } }
                async let some = Self.lists(of: service, seeds[0])
                async let others = Self.lists(of: service, seeds[1])
                let shown = try await some + others
                group.cancelAll()
                try await group.waitForAll()
                return shown
            }
            // Some links are due by then, and of some it is recorded.
            service.clock.advance(seconds: 20 * 86_400)
            try await service.ledger.recordExpiries(service.clock, by: ServiceFixture.caller)
        }
        #expect(shown.count { String(decoding: $0.answer, as: UTF8.self).contains("linkId") } > 100)
        try await compare(shown, with: service)
    }

    /// Goes on until the lists are done.
    private static func write(to service: ServiceFixture, _ seed: UInt64) async throws {
        var calls = RandomCalls(SeededSequence(seed: seed))
        while !Task.isCancelled {
            let line = calls.next()
            // What is erased could not be shown again afterwards.
            guard !line.contains("erasePersonalData") else { continue }
            try calls.learn(from: await service.answer(line) ?? [], to: line)
        }
    }

    /// Asks for lists, each after a change since the one before.
    private static func lists(of service: ServiceFixture, _ seed: UInt64) async throws -> [Shown] {
        var calls = RandomCalls(SeededSequence(seed: seed))
        var shown: [Shown] = []
        for _ in 0..<40 {
            try #require(await service.ledger.change(after: shown.last?.seq ?? 0))
            let line = calls.nextList()
            let answer = await service.answer(line) ?? []
            try calls.learn(from: answer, to: line)
            let seq = try #require(try ServiceAnswer(answer).result?["seq"]?.integer, "\(line)")
            shown.append(Shown(line: line, answer: answer, seq: UInt64(seq), now: service.clock.now()))
        }
        return shown
    }

    /// Takes a model through the journal, and asks it for each list when it is where that was asked for.
    private func compare(_ shown: [Shown], with service: ServiceFixture) async throws {
        let book = try ReferenceLedger()
        let clock = ManualClock()
        let model = try ServiceFixture.engine(over: book, Self.sites, clock, SeededRandom())
        var changes: [RecordedChange] = []
        var failure: RecordedChangeError?
        let end = service.journal.status.byteCount
        try service.journal.records.forEachRecord(after: 0, through: end) { record in
            do throws(RecordedChangeError) {
                changes.append(try EventReader.read(record, opening: service.journalLedger.vault))
            } catch {
                failure = error
            }
            return failure == nil
        }
        #expect(failure == nil)
        var next = changes.makeIterator()
        for list in shown.sorted(by: { $0.seq < $1.seq }) {
            while book.durableSeq < list.seq, let change = next.next() { try book.take(change.events, at: change.time) }
            clock.set(list.now)
            let expected = await model.reply(to: Array(list.line.utf8), caller: ServiceFixture.caller).wait() ?? []
            let (answer, wanted) = (
                String(decoding: list.answer, as: UTF8.self), String(decoding: expected, as: UTF8.self)
            )
            try #require(answer == wanted, "\(list.line)")
        }
    }
}
