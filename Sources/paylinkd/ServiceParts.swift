import Issuing
import JSONRPC
import Journal
import JournalLedger
import LinkService
import NIOConcurrencyHelpers
import PaymentLinks
import UnixServer

/// What stands behind the answers as long as the daemon lives; a reload makes another engine over it.
struct ServiceParts: Sendable {
    let ledger: JournalLedger
    let issuers: Issuers
    let outbox: Outbox?
    let reports: ReportDesk?
    let rights: LiveRights
    let calls: CallRecord
    let startedAt: Instant
    private let load = NIOLockedValueBox(ServerLoad())

    /// Takes what the server holds now.
    @Sendable func note(_ load: ServerLoad) {
        self.load.withLockedValue { $0 = load }
    }

    /// What answers the lines of clients.
    ///
    /// - Parameters:
    ///   - settings: The sites as they were read last.
    ///   - limits: Those in force, which clients are told.
    /// - Returns: The engine.
    func engine(_ settings: [SiteName: SiteSettings], _ limits: DaemonLimits) -> RequestEngine<MeasuredService> {
        let context = ServiceContext(
            ledger: ledger,
            sites: issuers.sites(of: settings, linked: ledger.linkCountsBySite.keys),
            clock: SystemWallClock(),
            random: SystemRandomSource(),
            timer: SystemTimer(),
            limits: limits.service,
            facts: ServiceFacts(version: ProductVersion.text, startedAt: startedAt, limits: limits.byName) {
                let status = ledger.journal.status
                return .init(seq: status.durableSeq, byteCount: status.byteCount, head: status.head.description)
            } activity: {
                activity
            },
            outbox: outbox,
            reports: reports
        )
        let service = MeasuredService(service: LinkService(context, rights: rights), record: calls)
        return RequestEngine(dispatcher: service, limits: limits.engine)
    }

    private var activity: ServiceActivity {
        let searches = ledger.walkCount
        let issuing = outbox?.count ?? 0
        return ServiceActivity(
            ledger.journal.status,
            calls,
            .init(load.withLockedValue(\.self), searches: searches, issuing: issuing)
        )
    }
}
