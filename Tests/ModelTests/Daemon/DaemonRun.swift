import FoundationEssentials
import Glibc
import JSON
import JSONRPC
@testable import PaymentLinks
import SystemPackage
import TestSupport

/// A run against a daemon behind its socket, compared with the service over the reference.
///
/// The daemon records expiries by itself, at a time of its choice. So the events are listed before and after every call;
/// they say what the daemon recorded and in which order, and the reference follows.
struct DaemonRun: ModelRun {
    var calls: RandomCalls
    var random: SeededSequence
    private let place: DaemonPlace
    private let clock: SteeredClock
    private let options: DaemonProcess.Options
    private let referenceClock = ManualClock()
    private let reference: ReferenceService
    private let caller = Caller(uid: getuid(), gid: getgid(), pid: getpid())
    private var daemon: DaemonProcess
    private var client: LineClient
    private var names = NamePairs()
    /// The last event that was compared.
    private var seq: UInt64 = 0
    private var damage = CheckpointDamage()
    private var log = RunLog()

    /// Starts a daemon with an empty journal.
    init(seed: UInt64) async throws {
        random = SeededSequence(seed: seed)
        calls = RandomCalls(SeededSequence(seed: random.next()))
        place = try DaemonPlace()
        clock = try await SteeredClock(in: place)
        try clock.show(referenceClock.now())
        let sites = ReferenceService.sites.map { #""\#($0)":{"checkoutUrl":"https://\#($0).example/pay/"}"# }
        let file = try place.write(#"{"sites":{\#(sites.joined(separator: ","))}}"#, to: "paylinkd.json")
        var options = DaemonProcess.Options()
        options.arguments = ["--config", file]
        options.environment = clock.environment
        self.options = options
        reference = try ReferenceService(referenceClock)
        daemon = try await DaemonProcess.start(in: place, options)
        client = place.client()
    }

    mutating func moveClock() throws {
        referenceClock.jump(using: &random)
        try clock.show(referenceClock.now())
    }

    /// Nothing: the daemon records expiries by itself.
    func recordExpiries() {}

    mutating func finish() async throws {
        try await awaitExpiries()
        try await compareAll()
        try await terminate()
    }
}

// MARK: Comparing

extension DaemonRun {
    /// Compares the answers of both to a call, and their events since the call before.
    @discardableResult
    mutating func compare(_ line: String) async throws -> [UInt8] {
        log.note(line, at: referenceClock.now())
        let observed = try await observe(line)
        let answer = try await follow(observed, line)
        try await compareEvents(observed.events)
        return answer
    }

    /// The daemon's answer to a call, and the events that it recorded before and after that.
    private struct Observation {
        let answer: [UInt8]
        /// The last event before the call.
        let seqBefore: UInt64
        let events: [ListedEvent]
    }

    private func observe(_ line: String) async throws -> Observation {
        let before = try ServiceAnswer(try await answer(Self.listEvents(after: "\"now\"")))
        let answer = try await answer(line)
        var events: [ListedEvent] = []
        var page: [ListedEvent]
        repeat {
            page = try ListedEvent.page(try await self.answer(Self.listEvents(after: "\(events.last?.seq ?? seq)")))
            events += page
        } while page.count == ListedEvent.pageLimit
        return Observation(answer: answer, seqBefore: UInt64(before.result?["seq"]?.integer ?? 0), events: events)
    }

    private func answer(_ line: String) async throws -> [UInt8] {
        try await client.sendBytes(names.request(asModelled: Array("\(line)\n".utf8)))
        guard let answer = try await client.readLine() else { throw log.difference("the end", "an answer") }
        return Array(answer.utf8)
    }

    /// Applies to the reference what the daemon did, in the same order, and returns the reference's answer.
    private mutating func follow(_ observed: Observation, _ line: String) async throws -> [UInt8] {
        let own = observed.events.filter { $0.caller == caller }
        let begin = own.first.map(\.seq) ?? observed.seqBefore + 1
        try await expire(observed.events.filter { $0.seq < begin })
        var later = observed.events.filter { $0.seq >= begin }[...]
        var before = (reference.ledger.contents, names)
        var (answer, isSame) = try await referenceAnswer(line, observed.answer)
        // If the call recorded nothing, it may have come between any two expiries that were recorded meanwhile.
        while !isSame, own.isEmpty, let next = later.popFirst() {
            (reference.ledger.contents, names) = before
            try await expire([next])
            before = (reference.ledger.contents, names)
            (answer, isSame) = try await referenceAnswer(line, observed.answer)
        }
        try await expire(later.filter { $0.caller != caller })
        guard isSame else { throw log.difference(observed.answer, answer) }
        return answer
    }

    private mutating func referenceAnswer(
        _ line: String,
        _ observed: [UInt8]
    ) async throws -> (answer: [UInt8], isSame: Bool) {
        let answer = await reference.answer(line, by: caller)
        let served = names.numbered(served: try ComparedAnswer.text(of: observed, to: line))
        let modelled = names.numbered(modelled: try ComparedAnswer.text(of: answer, to: line))
        return (answer, served == modelled)
    }

    /// Records in the reference the expiries that the daemon has recorded by itself.
    private func expire(_ events: [ListedEvent]) async throws {
        for event in events {
            let request = LedgerRequest(.expire([event.key]), by: event.caller, at: event.time)
            _ = try await reference.ledger.perform(request)
        }
    }

    private mutating func compareEvents(_ listed: [ListedEvent]) async throws {
        let page = try await reference.ledger.events(EventRequest(after: seq, limit: .max, site: nil, types: []))
        let expected = try page.events.map(ListedEvent.init)
        guard listed == expected else { throw log.difference("\(listed)", "\(expected)") }
        seq = page.seq
    }

    private static func listEvents(after seq: String, more: String = "") -> String {
        let parameters = #"{"after":\#(seq),"limit":\#(ListedEvent.pageLimit)\#(more)}"#
        return #"{"jsonrpc":"2.0","id":"events","method":"listEvents","params":\#(parameters)}"#
    }
}

// MARK: Restarts

extension DaemonRun {
    private var checkpoint: FilePath { FilePath("\(place.stateDirectory)/journal.index") }

    mutating func restart() async throws {
        damage.see(try? checkpoint.wholeFile(), using: &random)
        if pick(4) == 0 { try await awaitExpiries() }
        // Half of the restarts leave the checkpoint as it is; two in three of those are kills.
        let kind = pick(2) == 0 ? nil : CheckpointDamage.Kind.allCases.randomElement(using: &random)
        let isKill = kind == nil && pick(3) > 0
        let way = kind.map { "end, checkpoint \($0)" } ?? (isKill ? "kill" : "end")
        log.note("restart: \(way)", at: referenceClock.now())
        await client.hangUp()
        if isKill { try await daemon.crash() } else { try await terminate() }
        if let kind {
            let bytes = damage.damaged((try? checkpoint.wholeFile()) ?? [], kind, using: &random)
            try Data(bytes).write(to: URL(filePath: checkpoint.string))
        }
        // Links may expire while no daemon runs.
        try moveClock()
        daemon = try await DaemonProcess.start(in: place, options)
        client = place.client()
        try await compareAll()
    }

    private func terminate() async throws {
        let status = try await daemon.terminate()
        guard status == .exited(0) else { throw log.difference("\(status) \(daemon.child.standardError)", "exit 0") }
    }

    /// Waits until the daemon has recorded every expiry that is due.
    private mutating func awaitExpiries() async throws {
        while reference.ledger.hasDueLinks(at: referenceClock.now()) {
            // Only waits; `compareAll` lists the same events again.
            let answer = try ServiceAnswer(await answer(Self.listEvents(after: "\(seq)", more: #","waitSeconds":25"#)))
            guard answer.result?["events"]?.count ?? 0 > 0 else {
                throw log.difference("\(answer)", "expiries of the links that are due")
            }
            try await compareAll()
        }
    }
}
