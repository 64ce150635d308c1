import JSONRPC
import Journal
import JournalLedger
import LinkService
@testable import PaymentLinks
import SystemPackage
import TestSupport

/// The service over a journal and the service over the model, which are asked the same things, and one life of theirs.
struct ServiceStory {
    private static let sites = ["north", "south"]
    private static let checkpoint: FilePath = "/state/journal.index"

    private var service: ServiceFixture
    private var disk = SimulatedDisk()
    private let model: RequestEngine<LinkService>
    private let book: ReferenceLedger
    private var calls: RandomCalls
    private var random: SeededSequence
    private var oldCheckpoint: [UInt8]?
    private var trail = Trail()

    init(seed: UInt64) throws {
        random = SeededSequence(seed: seed)
        calls = RandomCalls(SeededSequence(seed: random.next()))
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (40 << 10, 0, 1)
        service = try ServiceFixture(sites: Self.sites, disk: disk, checkpoints: pace)
        book = try ReferenceLedger()
        model = try ServiceFixture.engine(over: book, Self.sites, service.clock, SeededRandom())
    }

    /// Lives through some commands, with restarts and jumps of the clock in between.
    mutating func live(commands count: Int) async throws {
        for _ in 0..<count {
            service.clock.jump(using: &random)
            if pick(150) == 0 { try await restart() }
            if pick(60) == 0 { try await sweep() }
            let line = calls.next()
            let answer = try await compare(line)
            try calls.learn(from: answer, to: line)
        }
        try await restart()
        service.ledger.close()
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    @discardableResult
    private mutating func compare(_ line: String) async throws -> [UInt8] {
        note(line)
        let answer = await service.answer(line) ?? []
        let expected = await model.reply(to: Array(line.utf8), caller: ServiceFixture.caller).wait() ?? []
        let compared = try [answer, expected].map { try ComparedAnswer.text(of: $0, to: line) }
        guard compared[0] == compared[1] else { throw trail.difference(answer, expected) }
        return answer
    }

    private mutating func note(_ event: String) { trail.note(event, at: service.clock.now()) }

    /// Has both look for links that are due, as the daemon does by itself.
    private mutating func sweep() async throws {
        let keys = try calls.dueOrders()
        note("look for links that are due: \(keys.map(\.orderID.text))")
        let order = LedgerRequest(.expire(keys), by: ServiceFixture.caller, at: service.clock.now())
        let outcome = await outcome(of: order, on: service.ledger)
        let expected = await self.outcome(of: order, on: book)
        guard outcome == expected else { throw trail.difference(outcome, expected) }
    }

    /// The link as callers see it: the model seals nothing.
    private func link(of answer: CommandOutcome.Answer) -> Link {
        var link = answer.link
        link.keyIDs = []
        return link
    }

    private func outcome(of order: LedgerRequest, on ledger: some Ledger) async -> String {
        do throws(LedgerError) {
            return "\(try await ledger.perform(order).answers.map { link(of: $0) })"
        } catch {
            return "\(error)"
        }
    }

    private mutating func restart() async throws {
        if pick(3) == 0 { oldCheckpoint = disk.bytes(of: Self.checkpoint) ?? oldCheckpoint }
        let kind = pick(7)
        note("restart \(kind)")
        switch kind {
        case 0, 1:
            // Ends in order.
            service.ledger.close()
            try service.reopen(on: disk)
        case 2:
            // Is killed.
            try await reopen(on: disk.afterKill())
        case 3:
            // Loses power.
            try await reopen(on: disk.afterPowerCut(using: &random))
        case 4:
            // Ends, and the checkpoint is cut short or lost.
            service.ledger.close()
            let bytes = disk.bytes(of: Self.checkpoint) ?? []
            disk.setBytes(Array(bytes.prefix(pick(2) * pick(max(1, bytes.count)))), of: Self.checkpoint)
            try service.reopen(on: disk)
        case 5:
            // Ends, and the checkpoint decays.
            service.ledger.close()
            if var bytes = disk.bytes(of: Self.checkpoint), !bytes.isEmpty {
                bytes[pick(bytes.count)] ^= 1 << UInt8(pick(8))
                disk.setBytes(bytes, of: Self.checkpoint)
            }
            try service.reopen(on: disk)
        default:
            // Ends, and finds the checkpoint of an earlier moment.
            service.ledger.close()
            if let oldCheckpoint { disk.setBytes(oldCheckpoint, of: Self.checkpoint) }
            try service.reopen(on: disk)
        }
        try await compareAll()
    }

    private mutating func reopen(on disk: SimulatedDisk) async throws {
        // Its disk is gone, so that this only ends its threads.
        service.ledger.close()
        self.disk = disk
        try service.reopen(on: disk)
    }

    /// Compares everything that there is.
    private mutating func compareAll() async throws {
        try await compare(calls.nextListOfAll())
        let status = try await service.ledger.status()
        let expected = try await book.status()
        guard (status.seq, status.linkCount) == (expected.seq, expected.linkCount) else {
            throw trail.difference("\(status)", "\(expected)")
        }
    }
}
