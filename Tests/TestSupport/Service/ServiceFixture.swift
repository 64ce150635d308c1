package import Issuing
import JSON
package import JSONRPC
package import Journal
package import JournalLedger
import KeyVault
package import LinkService
package import PaymentLinks
package import Storage
package import SystemPackage

/// The whole service in one process: a request engine over `LinkService` over a ledger.
///
/// The engine is that of the test (`LedgerEngine.current`). The journal's disk is simulated unless a real one is passed.
/// A copy shares ledger, clock and disk.
package struct ServiceFixture: Sendable {
    /// Where the journal is.
    package let directory: FilePath
    /// The disk under the journal.
    package private(set) var disk: any Disk
    /// The clock that all moments come from.
    package let clock: ManualClock
    /// What a long poll waits for.
    package let timer: ManualTimer
    /// The ledger, of whichever engine.
    package private(set) var ledger: any Ledger
    private var engine: RequestEngine<LinkService>
    /// Who may call what; everybody everything, until a test says otherwise.
    package let rights: LiveRights
    /// Asks the scripted services; nil without one.
    package private(set) var outbox: Outbox?
    /// Takes in what the scripted services tell; nil without one.
    package private(set) var reports: ReportDesk?
    private var siteNames: [String]
    private let issuers: [String: any Issuer]
    private let profiles: [String: SiteProfile]
    private let random: SeededRandom
    /// Where the keys of personal data come from, so that the bytes of the journal are the same in every run.
    private let keyRandom: SeededRandom
    private let settings: Journal.Settings
    private let checkpoints: CheckpointPace

    /// Who asks, unless a call says otherwise.
    package static let caller = Caller(uid: 1000, gid: 1000, pid: 4711)
    /// The limits that `getServiceStatus` shows.
    package static let limits: [(name: String, value: Int64)] = [("lineBytes", 1_048_576), ("batch", 100)]

    /// Opens the journal of a disk, which is made if there is none.
    package init(
        sites: [String] = ["default"],
        disk: any Disk = SimulatedDisk(),
        directory: FilePath = "/state",
        settings: Journal.Settings = .init(),
        checkpoints: CheckpointPace = .init(),
        keySeed: UInt64 = 2,
        seed: UInt64 = 1,
        services: [String: ScriptedService] = [:],
        issuers: [String: any Issuer] = [:],
        profiles: [String: SiteProfile] = [:]
    ) throws {
        let issuers = issuers.merging(services.mapValues { ScriptedIssuer($0) as any Issuer }) { given, _ in given }
        let clock = ManualClock()
        let timer = ManualTimer()
        let random = SeededRandom(seed: seed)
        let keyRandom = SeededRandom(seed: keySeed)
        let opened = try Self.open(disk, directory, settings, checkpoints, clock, keyRandom)
        self.directory = directory
        self.disk = disk
        self.clock = clock
        self.timer = timer
        self.random = random
        self.keyRandom = keyRandom
        self.settings = settings
        self.checkpoints = checkpoints
        let rights = LiveRights(Rights(nil))
        self.rights = rights
        siteNames = sites
        self.issuers = issuers
        self.profiles = profiles
        ledger = opened
        (engine, outbox, reports) = try Self.parts(over: ledger, sites, clock, random, timer, issuers, profiles, rights)
    }

    /// Calls a method by name with the JSON text of its `params`.
    package func call(
        _ method: String,
        _ parameters: String = "{}",
        by caller: Caller = ServiceFixture.caller
    ) async throws -> ServiceAnswer {
        let line = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
        let answer = try ServiceAnswer(await answer(line, by: caller) ?? [])
        // Every call of the whole test run is held against its declaration.
        if let request = try? JSONDocument(parsing: Array(parameters.utf8)).root,
            let exchange = DeclaredExchange(method: method, parameters: request, answer: answer.root)
        {
            let violations = exchange.violations
            precondition(
                violations.isEmpty,
                "\(method) does not keep its declaration: \(violations) in \(line) and \(answer)"
            )
        }
        return answer
    }

    /// Answers one line as a connection would; nil if there is nothing to say.
    package func answer(_ line: String, by caller: Caller = ServiceFixture.caller) async -> [UInt8]? {
        await reply(to: line, by: caller).wait()
    }

    /// Begins with one line as a connection does.
    package func reply(to line: String, by caller: Caller = ServiceFixture.caller) -> LineReply {
        engine.reply(to: Array(line.utf8), caller: caller)
    }

    /// Closes the ledger and opens what it kept, with other sites in the configuration.
    package mutating func reopen(sites: [String]) throws {
        siteNames = sites
        try reopen()
    }

    /// Closes the ledger and opens what it kept, as a restart would; clock and random source go on.
    package mutating func reopen() throws {
        ledger.close()
        guard let reference = ledger as? ReferenceLedger else { return try reopen(on: disk) }
        ledger = ReferenceLedger(reference.contents)
        try rebuild()
    }

    /// Makes what stands on the ledger anew.
    private mutating func rebuild() throws {
        (engine, outbox, reports) = try Self.parts(
            over: ledger,
            siteNames,
            clock,
            random,
            timer,
            issuers,
            profiles,
            rights
        )
    }

    /// The journal's ledger, for tests of that engine.
    package var journalLedger: JournalLedger {
        guard let ledger = ledger as? JournalLedger else { preconditionFailure("this test needs the journal's engine") }
        return ledger
    }

    /// The journal, which tests look at and never write.
    package var journal: Journal { journalLedger.journal }

    /// The number of the last event.
    package var seq: UInt64 { ledger.durableSeq }

    /// How many wait for a change now.
    package var listenerCount: Int {
        (ledger as? ReferenceLedger)?.listenerCount ?? journalLedger.listeners.count
    }

    /// Opens another disk, such as what a kill or a power cut left of this one; clock and random source go on.
    package mutating func reopen(on disk: any Disk) throws {
        self.disk = disk
        ledger = try Self.open(disk, directory, settings, checkpoints, clock, keyRandom)
        try rebuild()
    }

    /// Runs something while the outbox asks the scripted services.
    ///
    /// - Parameters:
    ///   - longest: Waits of at most this end at once; by default none does.
    ///   - body: What runs.
    /// - Returns: What the body returned.
    /// - Throws: What the body threw.
    package func withOutbox<Result: Sendable>(
        firing longest: Duration = .zero,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                await outbox?.run()
                return nil
            }
            group.addTask { try await body() }
            if longest > .zero {
                group.addTask {
                    while !Task.isCancelled {
                        timer.fire(atMost: longest)
                        await Task.yield()
                    }
                    return nil
                }
            }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let result = next { return result }
            }
            preconditionFailure("the body has a result")
        }
    }

    private static func open(
        _ disk: any Disk,
        _ directory: FilePath,
        _ settings: Journal.Settings,
        _ checkpoints: CheckpointPace,
        _ clock: ManualClock,
        _ keyRandom: SeededRandom
    ) throws -> any Ledger {
        if LedgerEngine.current == .reference { return try ReferenceLedger() }
        var vaultSettings = KeyVault.Settings()
        vaultSettings.randomBytes = { keyRandom.bytes(count: $0) }
        let vault = KeyVault(directory: directory, disk: disk, settings: vaultSettings)
        return try JournalLedger.open(
            directory: directory,
            disk: disk,
            settings: settings,
            vault: vault,
            checkpoints: checkpoints,
            createdAt: clock.now().text,
            id: "0123456789abcdef0123456789abcdef"
        ).ledger
    }

    /// The service over some ledger.
    package static func engine(
        over ledger: any Ledger,
        _ siteNames: [String],
        _ clock: ManualClock,
        _ random: SeededRandom,
        _ timer: ManualTimer = ManualTimer()
    ) throws -> RequestEngine<LinkService> {
        try parts(over: ledger, siteNames, clock, random, timer, [:], [:], LiveRights(Rights(nil))).0
    }

    private static func parts(
        over ledger: any Ledger,
        _ siteNames: [String],
        _ clock: ManualClock,
        _ random: SeededRandom,
        _ timer: ManualTimer,
        _ given: [String: any Issuer],
        _ givenProfiles: [String: SiteProfile],
        _ rights: LiveRights
    ) throws -> (RequestEngine<LinkService>, Outbox?, ReportDesk?) {
        var issuers: [SiteName: any Issuer] = [:]
        var profiles: [SiteName: SiteProfile] = [:]
        for name in siteNames {
            let site = try SiteName(name)
            profiles[site] = givenProfiles[name]
            issuers[site] = given[name] ?? LocalIssuer(checkoutURL: "https://\(name).example/pay/")
        }
        let sites = Sites(issuers, profiles: profiles, linked: ledger.linkCountsBySite.keys)
        let daemon = Caller(uid: 990, gid: 990, pid: 1)
        let outbox = Outbox(ledger, sites, clock: clock, timer: timer, random: random, daemon: daemon)
        let reports = ReportDesk(ledger, sites, clock: clock, timer: timer, daemon: daemon)
        let journal = (ledger as? JournalLedger)?.journal
        let facts = ServiceFacts(version: "1.2.3", startedAt: clock.now(), limits: limits) {
            journal.map { journal in
                let status = journal.status
                return .init(seq: status.durableSeq, byteCount: status.byteCount, head: status.head.description)
            }
        }
        let context = ServiceContext(
            ledger: ledger,
            sites: sites,
            clock: clock,
            random: random,
            timer: timer,
            facts: facts,
            outbox: outbox,
            reports: reports
        )
        return (RequestEngine(dispatcher: LinkService(context, rights: rights)), outbox, reports)
    }
}
