import FoundationEssentials
import Glibc
import JSON
import JSONRPC
@testable import LinkService
@testable import PaymentLinks
import SystemPackage
import TestSupport

/// A daemon behind its socket and the service over the model, which are asked the same things, and one life of theirs.
///
/// The daemon looks for links that are due by itself, whenever it comes to it. So the events are asked for before and after
/// every command; they say what the daemon recorded and in which order, and the model follows.
struct DaemonStory {
    private let place: DaemonPlace
    private let clock: SteeredClock
    private let options: DaemonProcess.Options
    private let modelClock = ManualClock()
    private let model: RequestEngine<LinkService>
    private let book: ReferenceLedger
    private let caller = Caller(uid: getuid(), gid: getgid(), pid: getpid())
    private var daemon: DaemonProcess
    private var client: LineClient
    private var calls: RandomCalls
    private var random: SeededSequence
    private var names = NamePairs()
    /// The last event that both have told.
    private var seq: UInt64 = 0
    private var oldCheckpoint: [UInt8]?
    private var trail = Trail()

    private static let sites = ["north", "south"]

    /// Starts a daemon with an empty journal.
    init(seed: UInt64) async throws {
        random = SeededSequence(seed: seed)
        calls = RandomCalls(SeededSequence(seed: random.next()))
        place = try DaemonPlace()
        clock = try await SteeredClock(in: place)
        try clock.show(modelClock.now())
        let sites = Self.sites.map { #""\#($0)":{"checkoutUrl":"https://\#($0).example/pay/"}"# }
        let file = try place.write(#"{"sites":{\#(sites.joined(separator: ","))}}"#, to: "paylinkd.json")
        var options = DaemonProcess.Options()
        options.arguments = ["--config", file]
        options.environment = clock.environment
        self.options = options
        book = try ReferenceLedger()
        model = try ServiceFixture.engine(over: book, Self.sites, modelClock, SeededRandom())
        daemon = try await DaemonProcess.start(in: place, options)
        client = place.client()
    }

    /// Lives through some commands, with restarts and jumps of the clock in between.
    mutating func live(commands count: Int) async throws {
        for _ in 0..<count {
            try moveClock()
            if pick(150) == 0 { try await restart() }
            let line = calls.next()
            try calls.learn(from: try await compare(line), to: line)
        }
        try await awaitExpiries()
        try await compareAll()
        try await end()
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func moveClock() throws {
        modelClock.jump(using: &random)
        try clock.show(modelClock.now())
    }
}

// MARK: Comparing

extension DaemonStory {
    /// Has both answer a line and compares the answers and the events; returns the model's.
    @discardableResult
    private mutating func compare(_ line: String) async throws -> [UInt8] {
        trail.note(line, at: modelClock.now())
        let told = try await ask(line)
        let answer = try await follow(told, line)
        try await compareEvents(told.events)
        return answer
    }

    /// What a daemon said to a line, and what it recorded before and after that.
    private struct Told {
        let answer: [UInt8]
        /// The last event when the line had not been answered.
        let seqBefore: UInt64
        let events: [ToldEvent]
    }

    private func ask(_ line: String) async throws -> Told {
        let first = try ServiceAnswer(try await answer(Self.events(after: "\"now\"")))
        let answer = try await answer(line)
        var events: [ToldEvent] = []
        var page: [ToldEvent]
        repeat {
            page = try ToldEvent.page(try await self.answer(Self.events(after: "\(events.last?.seq ?? seq)")))
            events += page
        } while page.count == ToldEvent.pageLimit
        return Told(answer: answer, seqBefore: UInt64(first.result?["seq"]?.integer ?? 0), events: events)
    }

    private func answer(_ line: String) async throws -> [UInt8] {
        try await client.sendBytes(names.request(asModelled: Array("\(line)\n".utf8)))
        guard let answer = try await client.readLine() else { throw trail.difference("the end", "an answer") }
        return Array(answer.utf8)
    }

    /// Has the model go through what the daemon went through, in the same order, and returns the model's answer.
    private mutating func follow(_ told: Told, _ line: String) async throws -> [UInt8] {
        let own = told.events.filter { $0.caller == caller }
        // Of an expiry that was recorded meanwhile and a command that recorded nothing, either may have been first.
        let begin = own.first.map(\.seq) ?? told.seqBefore + 1
        let (earlier, later) = (told.events.filter { $0.seq < begin }, told.events.filter { $0.seq >= begin })
        try await expire(earlier)
        let before = (book.contents, names)
        var (answer, isSame) = try await modelAnswer(line, told.answer)
        if !isSame, own.isEmpty, !later.isEmpty {
            (book.contents, names) = before
            try await expire(later)
            (answer, isSame) = try await modelAnswer(line, told.answer)
        } else {
            try await expire(later.filter { $0.caller != caller })
        }
        guard isSame else { throw trail.difference(told.answer, answer) }
        return answer
    }

    private mutating func modelAnswer(_ line: String, _ told: [UInt8]) async throws -> ([UInt8], isSame: Bool) {
        let answer = await model.reply(to: Array(line.utf8), caller: caller).wait() ?? []
        let served = names.numbered(served: try ComparedAnswer.text(of: told, to: line))
        let modelled = names.numbered(modelled: try ComparedAnswer.text(of: answer, to: line))
        return (answer, served == modelled)
    }

    /// Has the model record what the daemon recorded by itself.
    private func expire(_ events: [ToldEvent]) async throws {
        for event in events {
            let order = LedgerRequest(.expire([event.key]), by: event.caller, at: event.time)
            _ = try await book.perform(order)
        }
    }

    /// Compares all events that neither had told before.
    private mutating func compareEvents(_ told: [ToldEvent]) async throws {
        let page = try await book.events(EventRequest(after: seq, limit: .max, site: nil, types: []))
        let expected = try page.events.map(ToldEvent.init)
        guard told == expected else { throw trail.difference("\(told)", "\(expected)") }
        seq = page.seq
    }

    private static func events(after seq: String, more: String = "") -> String {
        let parameters = #"{"after":\#(seq),"limit":\#(ToldEvent.pageLimit)\#(more)}"#
        return #"{"jsonrpc":"2.0","id":"events","method":"listEvents","params":\#(parameters)}"#
    }

    /// Compares everything that there is.
    private mutating func compareAll() async throws {
        try await compare(calls.nextListOfAll())
    }
}

// MARK: Restarts

extension DaemonStory {
    private var checkpoint: FilePath { FilePath("\(place.stateDirectory)/journal.index") }

    private mutating func restart() async throws {
        if pick(3) == 0 { oldCheckpoint = try? checkpoint.wholeFile() }
        if pick(4) == 0 { try await awaitExpiries() }
        let kind = pick(6)
        trail.note("restart \(kind)", at: modelClock.now())
        await client.hangUp()
        if kind < 2 { try await daemon.crash() } else { try await end() }
        switch kind {
        case 0...2: break
        case 3:
            // The checkpoint is cut short, or lost.
            try changeCheckpoint { bytes in bytes = Array(bytes.prefix(pick(2) * pick(max(1, bytes.count)))) }
        case 4:
            // The checkpoint decays.
            try changeCheckpoint { bytes in
                if !bytes.isEmpty { bytes[pick(bytes.count)] ^= 1 << UInt8(pick(8)) }
            }
        default:
            // The checkpoint is that of an earlier moment.
            if let oldCheckpoint { try changeCheckpoint { $0 = oldCheckpoint } }
        }
        // Some time may have passed, so that links fell due while no daemon ran.
        try moveClock()
        daemon = try await DaemonProcess.start(in: place, options)
        client = place.client()
        try await compareAll()
    }

    private func end() async throws {
        let status = try await daemon.terminate()
        guard status == .exited(0) else { throw trail.difference("\(status) \(daemon.child.standardError)", "exit 0") }
    }

    private func changeCheckpoint(_ change: (inout [UInt8]) -> Void) throws {
        var bytes = (try? checkpoint.wholeFile()) ?? []
        change(&bytes)
        try Data(bytes).write(to: URL(filePath: checkpoint.string))
    }

    /// Waits until the daemon has recorded everything that is due.
    private mutating func awaitExpiries() async throws {
        while book.hasDueLinks(at: modelClock.now()) {
            // Only waits: what it tells is told again to whoever compares.
            let answer = try ServiceAnswer(await answer(Self.events(after: "\(seq)", more: #","waitSeconds":25"#)))
            guard answer.result?["events"]?.count ?? 0 > 0 else {
                throw trail.difference("\(answer)", "links that are due are recorded as expired")
            }
            try await compareAll()
        }
    }
}
