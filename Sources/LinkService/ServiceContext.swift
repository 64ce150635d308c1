package import Issuing
import JSON
import JSONRPC
package import PaymentLinks

/// What the methods work with.
package struct ServiceContext: Sendable {
    package let ledger: any Ledger
    package let sites: Sites
    package let clock: any WallClock
    package let random: any RandomSource
    package let timer: any Timer
    package let limits: ServiceLimits
    package let facts: ServiceFacts
    /// Asks the payment services; nil if no site has one.
    package let outbox: Outbox?
    /// Takes in what the payment services tell; nil if no site has one.
    package let reports: ReportDesk?

    package init(
        ledger: any Ledger,
        sites: Sites,
        clock: any WallClock,
        random: any RandomSource,
        timer: any Timer,
        limits: ServiceLimits = ServiceLimits(),
        facts: ServiceFacts,
        outbox: Outbox? = nil,
        reports: ReportDesk? = nil
    ) {
        self.ledger = ledger
        self.sites = sites
        self.clock = clock
        self.random = random
        self.timer = timer
        self.limits = limits
        self.facts = facts
        self.outbox = outbox
        self.reports = reports
    }
}

extension ServiceContext {
    /// The idempotency key of a call with the fingerprint of its arguments, if it has one.
    func request(
        _ method: String,
        _ arguments: Arguments,
        site: SiteName,
        by caller: Caller
    ) throws(RPCError) -> RequestIdentity? {
        guard let key = try arguments.optional(LinkParameters.idempotencyKey) else { return nil }
        return RequestIdentity(
            scope: RequestScope(uid: caller.uid, site: site, key: key),
            fingerprint: RequestFingerprint(method: method, arguments: arguments)
        )
    }

    /// Asks the ledger one question; what it refuses becomes the error that callers see.
    ///
    /// `pointer` says where in `params` the value stands that a decision refuses, and `now` is the moment at which the
    /// error shows the status of a link.
    func ask<Answer: Sendable>(
        at now: Instant,
        _ pointer: (Refusal.Kind) -> String? = { _ in nil },
        _ body: (any Ledger) async throws(LedgerError) -> Answer
    ) async throws(RPCError) -> Answer {
        do throws(LedgerError) {
            return try await body(ledger)
        } catch {
            throw RPCError(error, at: now, pointer)
        }
    }

    /// Has a command decided and recorded.
    func outcome(
        of command: Command,
        by caller: Caller,
        dryRun: Bool = false,
        _ pointer: (Refusal.Kind) -> String?
    ) async throws(RPCError) -> CommandOutcome {
        let request = LedgerRequest(command, by: caller, at: clock.now(), dryRun: dryRun)
        return try await ask(at: request.now, pointer) { (ledger) throws(LedgerError) in
            try await ledger.perform(request)
        }
    }

    /// Has a command decided and recorded, and encodes the link that comes of it.
    func perform(
        _ command: Command,
        by caller: Caller,
        dryRun: Bool = false,
        showsRecorded: Bool = false,
        _ pointer: (Refusal.Kind) -> String?
    ) async throws(RPCError) -> [UInt8] {
        let outcome = try await outcome(of: command, by: caller, dryRun: dryRun, pointer)
        var writer = JSONWriter(reserving: JSONWriter.linkByteCount)
        writer.link(
            outcome.answer.link,
            at: outcome.statusAt,
            of: sites.profile(of: outcome.answer.link.key.site),
            isDryRun: outcome.answer.isDryRun,
            recorded: showsRecorded ? outcome.isRecorded : nil,
            warnings: outcome.notes.map(\.sentence)
        )
        return writer.bytes
    }
}
