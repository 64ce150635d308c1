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
    let settings: DaemonSettings
    let issuers: Issuers
    /// Reads the settings again.
    private let readSettings: @Sendable () throws(SettingsError) -> DaemonSettings
    let logger: Logger

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
        let parts = ServiceParts(
            ledger: ledger,
            issuers: issuers,
            outbox: Outbox(
                ledger,
                sites,
                clock: clock,
                timer: SystemTimer(),
                random: SystemRandomSource(),
                daemon: daemon
            ),
            reports: ReportDesk(ledger, sites, clock: clock, timer: SystemTimer(), daemon: daemon),
            rights: LiveRights(settings.rights),
            calls: CallRecord(logger),
            startedAt: startedAt
        )
        let engine = NIOLockedValueBox(parts.engine(settings.sites, settings.limits))
        let status = StatusLine { ledger.linkCount }
        let served = NIOLockedValueBox(false)
        let server = UnixServer(
            sockets: sockets,
            limits: settings.limits.server,
            idleExitSeconds: inherited.isEmpty ? nil : settings.idleExitSeconds,
            heartbeat: Vitality(journal: ledger.journal, calls: parts.calls, status: { status.text }).heartbeat,
            queue: loop,
            logger: logger,
            onServing: { [logger] in
                logger.info("ready", metadata: ["links": "\(ledger.linkCount)"])
                served.withLockedValue { $0 = true }
                FailedStarts().forget()
                ServiceManager().notifyReady(status: status.text)
            },
            onLoad: parts.note,
            lines: LineService(
                respond: { line, peer in
                    let caller = Caller(uid: peer.uid, gid: peer.gid, pid: peer.pid, groups: peer.groups)
                    return engine.withLockedValue(\.self).reply(to: line, caller: caller)
                },
                refuse: { line, error in engine.withLockedValue(\.self).refuse(line, with: error) },
                hasAnswer: { line in engine.withLockedValue(\.self).hasAnswer(line) }
            )
        )
        let reload = Reload(
            hangups: await UnixSignalsSequence(trapping: .sighup),
            read: readSettings,
            apply: { [self] new in
                let replacement = parts.engine(new.sites, new.limits.taken(by: settings.limits))
                parts.rights.replace(with: new.rights)
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
        let asking: [(any Service)?] = [parts.outbox.map(OutboxService.init), parts.reports.map(ReportService.init)]
        do {
            try await serve([storage, server, sweep, reload, keys] + asking.compactMap(\.self), ledger)
        } catch {
            await issuers.shutdown()
            throw served.withLockedValue(\.self) ? ServiceFailure(cause: error) : error
        }
        await issuers.shutdown()
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
        // A disk that is full already is told before anybody is refused.
        ledger.journal.lookAgain()
        report(keys)
        return ledger
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
