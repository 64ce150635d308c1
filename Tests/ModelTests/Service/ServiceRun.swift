@testable import PaymentLinks
import TestSupport

/// A run in one process: the service over an engine, compared with the service over the reference.
struct ServiceRun: ModelRun {
    var calls: RandomCalls
    var random: SeededSequence
    private var service: ServiceFixture
    private let reference: ReferenceService
    private var engineRestart: any EngineRestart
    private var log = RunLog()

    /// Starts with an empty ledger of the engine under test (`LedgerEngine.current`).
    init(seed: UInt64) throws {
        random = SeededSequence(seed: seed)
        calls = RandomCalls(SeededSequence(seed: random.next()))
        let disk = SimulatedDisk()
        service = try ServiceFixture(
            sites: ReferenceService.sites,
            disk: disk,
            checkpoints: JournalRestart.checkpoints
        )
        reference = try ReferenceService(service.clock)
        engineRestart = LedgerEngine.current == .journal ? JournalRestart(disk) : CleanRestart()
    }

    mutating func moveClock() { service.clock.jump(using: &random) }

    mutating func restart() async throws {
        let way = try engineRestart.restart(&service, using: &random)
        log.note("restart: \(way)", at: service.clock.now())
        try await compareAll()
        try await compareStatus()
    }

    mutating func recordExpiries() async throws {
        let keys = try calls.dueOrders()
        log.note("record expiries: \(keys.map(\.orderID.text))", at: service.clock.now())
        let request = LedgerRequest(.expire(keys), by: ServiceFixture.caller, at: service.clock.now())
        let outcome = await outcome(of: request, on: service.ledger)
        let expected = await self.outcome(of: request, on: reference.ledger)
        guard outcome == expected else { throw log.difference(outcome, expected) }
    }

    @discardableResult
    mutating func compare(_ line: String) async throws -> [UInt8] {
        log.note(line, at: service.clock.now())
        let answer = await service.answer(line) ?? []
        let expected = await reference.answer(line)
        let compared = try [answer, expected].map { try ComparedAnswer.text(of: $0, to: line) }
        guard compared[0] == compared[1] else { throw log.difference(answer, expected) }
        return expected
    }

    mutating func finish() async throws {
        try await restart()
        service.ledger.close()
    }

    private func compareStatus() async throws {
        let status = try await service.ledger.status()
        let expected = try await reference.ledger.status()
        guard status == expected else {
            throw log.difference("\(status)", "\(expected)")
        }
    }

    private func outcome(of request: LedgerRequest, on ledger: some Ledger) async -> String {
        do throws(LedgerError) {
            return "\(try await ledger.perform(request).answers.map { link(of: $0) })"
        } catch {
            return "\(error)"
        }
    }

    /// A link without its keys, which differ from engine to engine.
    private func link(of answer: CommandOutcome.Answer) -> Link {
        var link = answer.link
        link.keyIDs = []
        return link
    }
}
