import CMalloc
import Glibc
import Issuing
import JSONRPC
import Journal
import JournalLedger
import KeyVault
import LinkService
import Logging
import NIOConcurrencyHelpers
import PaymentLinks
import ServiceLifecycle
import SocketLoop
import Storage
import SystemPackage
import Systemd
import UnixServer
import UnixSignals

/// The composition root: the one place where concrete types meet.
struct Daemon {
    private let settings: DaemonSettings
    private let issuers: Issuers
    /// Reads the settings again.
    private let readSettings: @Sendable () throws(SettingsError) -> DaemonSettings
    private let logger: Logger

    init(reading settings: @escaping @Sendable () throws(SettingsError) -> DaemonSettings) throws(SettingsError) {
        readSettings = settings
        self.settings = try settings()
        logger = Logger(label: "paylinkd") { _ in StandardErrorLog() }
        issuers = Issuers(self.settings.sites, logger: logger)
    }

    /// Serves until SIGTERM or SIGINT, or until the disk fails.
    ///
    /// - Parameter inherited: The sockets that systemd passed; without any it makes one of its own.
    /// - Throws: The reason why it could not start, or `ServiceFailure`.
    func run(on inherited: [ListeningSocket]) async throws {
        // A write to a disconnected client fails with EPIPE, and must not kill the daemon.
        signal(SIGPIPE, SIG_IGN)
        // A write beyond the file-size limit fails with EFBIG, and must not kill the daemon.
        signal(SIGXFSZ, SIG_IGN)
        // Blocks of the size of a long line are returned to the system at once; by default the allocator raises this
        // threshold after the first one, and keeps them.
        mallopt(M_MMAP_THRESHOLD, 128 << 10)
        // Few threads work at once, and each arena keeps memory that the others can't use.
        mallopt(M_ARENA_MAX, 2)
        if issuers.haveKeys { SecretMemory.guardFromNowOn() }
        reportClosedNetwork()
        reportUse(of: inherited)
        let storage = StorageWatch()
        let loop = try LoopQueue()
        let ledger = try openLedger(storage, completingOn: loop)
        defer {
            loop.close()
            ledger.close()
        }
        let sockets = inherited.isEmpty ? [try ListeningSocket(bindingTo: settings.socketPath)] : inherited
        let clock = SystemWallClock()
        let startedAt = clock.now()
        let linkCounts = ledger.linkCountsBySite
        let sites = issuers.sites(linked: linkCounts.keys)
        reportFormerSites(sites, linkCounts)
        let daemon = Caller(uid: getuid(), gid: getgid(), pid: getpid())
        let outbox = Outbox(
            ledger,
            sites,
            clock: clock,
            timer: SystemTimer(),
            random: SystemRandomSource(),
            daemon: daemon
        )
        let reports = ReportDesk(ledger, sites, clock: clock, timer: SystemTimer(), daemon: daemon)
        let rights = LiveRights(settings.rights)
        let calls = CallRecord(logger)
        let load = NIOLockedValueBox(ServerLoad())
        let activity: @Sendable () -> ServiceActivity = {
            let searches = ledger.walkCount
            let issuing = outbox?.count ?? 0
            return ServiceActivity(
                ledger.journal.status,
                calls,
                .init(load.withLockedValue(\.self), searches: searches, issuing: issuing)
            )
        }
        let engine = NIOLockedValueBox(engine(settings, ledger, outbox, reports, rights, calls, activity, startedAt))
        let status = StatusLine { ledger.linkCount }
        let served = NIOLockedValueBox(false)
        let server = UnixServer(
            sockets: sockets,
            limits: settings.limits.server,
            idleExitSeconds: inherited.isEmpty ? nil : settings.idleExitSeconds,
            heartbeat: Vitality(journal: ledger.journal, calls: calls, status: { status.text }).heartbeat,
            queue: loop,
            logger: logger,
            onServing: { [logger] in
                logger.info("ready", metadata: ["links": "\(ledger.linkCount)"])
                served.withLockedValue { $0 = true }
                FailedStarts().forget()
                ServiceManager().notifyReady(status: status.text)
            },
            onLoad: { now in load.withLockedValue { $0 = now } },
            respond: { line, peer in
                let caller = Caller(uid: peer.uid, gid: peer.gid, pid: peer.pid, groups: peer.groups)
                return engine.withLockedValue(\.self).reply(to: line, caller: caller)
            },
            refuse: { line, error in engine.withLockedValue(\.self).refuse(line, with: error) },
            hasAnswer: { line in engine.withLockedValue(\.self).hasAnswer(line) }
        )
        let reload = Reload(
            hangups: await UnixSignalsSequence(trapping: .sighup),
            read: readSettings,
            apply: { [self] new in
                let replacement = self.engine(new, ledger, outbox, reports, rights, calls, activity, startedAt)
                rights.replace(with: new.rights)
                engine.withLockedValue { $0 = replacement }
                let linkCounts = ledger.linkCountsBySite
                reportFormerSites(issuers.sites(of: new.sites, linked: linkCounts.keys), linkCounts)
                return settings.waitsForRestart(new)
            },
            status: status,
            logger: logger
        )
        let sweep = ExpirySweep(ledger: ledger, clock: clock, timer: SystemTimer(), logger: logger)
        let keys = KeyFileService(ledger: ledger, timer: SystemTimer())
        let asking: [(any Service)?] = [outbox.map(OutboxService.init), reports.map(ReportService.init)]
        do {
            try await serve([storage, server, sweep, reload, keys] + asking.compactMap(\.self), ledger)
        } catch {
            await issuers.shutdown()
            throw served.withLockedValue(\.self) ? ServiceFailure(cause: error) : error
        }
        await issuers.shutdown()
    }

    /// What answers the lines of clients; a reload replaces it.
    private func engine(
        _ settings: DaemonSettings,
        _ ledger: JournalLedger,
        _ outbox: Outbox?,
        _ reports: ReportDesk?,
        _ rights: LiveRights,
        _ calls: CallRecord,
        _ activity: @escaping @Sendable () -> ServiceActivity,
        _ startedAt: Instant
    ) -> RequestEngine<MeasuredService> {
        let context = ServiceContext(
            ledger: ledger,
            sites: issuers.sites(of: settings.sites, linked: ledger.linkCountsBySite.keys),
            clock: SystemWallClock(),
            random: SystemRandomSource(),
            timer: SystemTimer(),
            limits: settings.limits.service,
            facts: ServiceFacts(version: ProductVersion.text, startedAt: startedAt, limits: settings.limits.byName) {
                let status = ledger.journal.status
                return .init(seq: status.durableSeq, byteCount: status.byteCount, head: status.head.description)
            } activity: {
                activity()
            },
            outbox: outbox,
            reports: reports
        )
        let service = MeasuredService(service: LinkService(context, rights: rights), record: calls)
        return RequestEngine(dispatcher: service, limits: settings.limits.engine)
    }

    private func serve(_ services: [any Service], _ ledger: some Ledger) async throws {
        let end = ServiceGroupConfiguration.ServiceConfiguration.TerminationBehavior.gracefullyShutdownGroup
        var configuration = ServiceGroupConfiguration(
            services: (services + [StopNotice(onStop: ledger.stopListening)]).map {
                .init(service: $0, successTerminationBehavior: end, failureTerminationBehavior: end)
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
        )
        configuration.maximumGracefulShutdownDuration = .seconds(settings.limits.server.drainSeconds + 5)
        try await ServiceGroup(configuration: configuration).run()
        logger.info("stopped")
    }

    private func openLedger(_ storage: StorageWatch, completingOn loop: LoopQueue) throws -> JournalLedger {
        guard DirectoryOwner.mayTrust(self.settings.stateDirectory) else {
            throw SettingsError.foreignStateDirectory(self.settings.stateDirectory)
        }
        let directory = FilePath(self.settings.stateDirectory)
        var vaultSettings = KeyVault.Settings()
        vaultSettings.onLag = { [logger] lag in
            switch lag {
            case .began(let error):
                logger.error(
                    "journal.keys can't be replaced, so what was erased may still be in it; trying again each second",
                    metadata: ["cause": "\(error)"]
                )
            case .ended: logger.notice("journal.keys was replaced again, and has nothing that was erased")
            }
        }
        let vault = KeyVault(directory: directory, settings: vaultSettings)
        let random = SystemRandomSource()
        var settings = Journal.Settings()
        settings.onFailure = { storage.failed($0) }
        settings.onCondition = report
        settings.complete = loop.run
        let (ledger, keys) = try JournalLedger.open(
            directory: directory,
            settings: settings,
            vault: vault,
            createdAt: SystemWallClock().now().text,
            id: Hexadecimal.text(of: random.bytes(count: 16)),
            onUnreadable: { [logger] cause in
                logger.error(
                    "a record can't be read back; run paylink verify on the state directory, and restore a backup",
                    metadata: ["cause": "\(cause)"]
                )
            },
            onProgress: { recordCount in
                let status = "Reading the journal: \(recordCount) records so far."
                ServiceManager().notifyStarting(status: status, extensionSeconds: 60)
            }
        )
        report(ledger.journal.recovery)
        report(keys)
        return ledger
    }

    private func reportClosedNetwork() {
        guard !issuers.remoteSites.isEmpty, let setting = NetworkAccess.closedBy else { return }
        let sentence =
            "the unit keeps the daemon from the network, so no links can be made at the payment service; install "
            + "paylinkd-network.conf as /etc/systemd/system/paylinkd.service.d/network.conf and restart"
        logger.error(
            "\(sentence)",
            metadata: [
                "closed by": "\(setting)", "sites": "\(issuers.remoteSites.map(\.text).joined(separator: " "))",
            ]
        )
    }

    private func report(_ condition: Journal.Condition) {
        let directory: Logger.Metadata = ["directory": "\(settings.stateDirectory)"]
        switch condition {
        case .full(let error):
            logger.error(
                "the disk is full, and what would be recorded is refused: \(error.message)",
                metadata: directory
            )
        case .roomAgain: logger.notice("the disk has room again, and nothing is refused any more", metadata: directory)
        case .slow(let duration):
            let seconds =
                Double(duration.components.seconds) + Double(duration.components.attoseconds / 1_000_000_000_000_000)
                / 1000
            logger.warning("the disk is slow: a write to the journal took \(seconds) s", metadata: directory)
        case .quickAgain: logger.notice("the disk is no longer slow", metadata: directory)
        }
    }

    private func report(_ keys: KeyVault.Report) {
        if keys.erasedAgainCount > 0 {
            logger.notice(
                "erased personal data again that the keys could still open: they are older than the journal",
                metadata: ["keys": "\(keys.erasedAgainCount)"]
            )
        }
        guard !keys.missingTrees.isEmpty else { return }
        logger.warning(
            "can't open the customers of some links: the keys they were sealed with are not in journal.keys; all else is served",
            metadata: ["keys": "\(keys.missingTrees.map(Hexadecimal.text(of:)).joined(separator: " "))"]
        )
    }

    private func reportFormerSites(_ sites: Sites, _ linkCounts: [SiteName: LinkCounts]) {
        guard !sites.former.isEmpty else { return }
        let sites = sites.former.map { site in
            let count = linkCounts[site]?.total ?? 0
            return "\(site.text) (\(count) \(count == 1 ? "link" : "links"))"
        }
        logger.warning(
            "found links of sites that are not configured: they are served, but no links are made for these sites",
            metadata: ["sites": "\(sites.joined(separator: ", "))"]
        )
    }

    private func report(_ recovery: Journal.Recovery) {
        if recovery.wasCreated {
            logger.notice("made a new journal", metadata: ["directory": "\(settings.stateDirectory)"])
        }
        guard let file = recovery.tornFile else { return }
        logger.warning(
            "cut off the torn end of the journal, which nobody was told is safe; its bytes are kept aside",
            metadata: ["bytes": "\(recovery.tornByteCount)", "file": "\(file)"]
        )
    }

    private func reportUse(of inherited: [ListeningSocket]) {
        if inherited.isEmpty, settings.idleExitSeconds != nil {
            logger.notice("the idle exit is off: systemd passed no socket, so nothing would start the daemon again")
        }
        if !inherited.isEmpty, settings.hasOwnSocketPath {
            logger.notice(
                "the configured socket is not used, since systemd passed one",
                metadata: ["socket": "\(settings.socketPath)"]
            )
        }
    }
}

/// Notifies the service manager when the graceful shutdown begins.
private struct StopNotice: Service {
    /// Ends the long polls, which would delay the shutdown.
    let onStop: @Sendable () -> Void

    func run() async throws {
        await withGracefulShutdownHandler {
            try? await gracefulShutdown()
        } onGracefulShutdown: {
            ServiceManager().notifyStopping(status: "Answering the requests under way, then ending.")
            onStop()
        }
    }
}

/// What ended a daemon that served; the next start may go on.
struct ServiceFailure: Error, CustomStringConvertible {
    let cause: any Error

    var description: String { "\(cause)" }
}
