package import Issuing
import JSON
package import JSONRPC
package import PaymentLinks

/// One method of the wire: its declaration, and what it does.
package protocol Method: Sendable {
    /// The name on the wire.
    static var name: String { get }
    /// What the method is for, in one sentence for people.
    static var summary: String { get }
    /// The parameters in their order by position.
    static var parameters: [DeclaredParameter] { get }
    /// What the result is.
    static var result: Schema { get }
    /// The errors that the method may answer, beside those of every line.
    static var errors: [DeclaredError] { get }
    /// Calls with their answers, executed and compared in every test run.
    static var examples: [Example] { get }

    /// Answers one call with the encoded result.
    ///
    /// Up to its first suspension it runs on the caller's thread, so that calls are decided in the order of their arrival.
    func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8]

    /// Whether results may be so long that a connection should have only one of them in memory; then it only reads.
    static var mayAnswerAtLength: Bool { get }
}

extension Method {
    package static var mayAnswerAtLength: Bool { false }
}

/// What the methods work with.
package struct ServiceContext: Sendable {
    package let ledger: any Ledger
    package let sites: Sites
    package let clock: any WallClock
    package let random: any RandomSource
    package let timer: any Timer
    package let limits: ServiceLimits

    package init(
        ledger: any Ledger,
        sites: Sites,
        clock: any WallClock,
        random: any RandomSource,
        timer: any Timer,
        limits: ServiceLimits = ServiceLimits()
    ) {
        self.limits = limits
        self.ledger = ledger
        self.sites = sites
        self.clock = clock
        self.random = random
        self.timer = timer
    }
}

extension ServiceContext {
    /// The site that a call is for.
    func site(of arguments: Arguments) throws(RPCError) -> SiteName {
        let name = try arguments.optional(LinkParameters.site)
        do throws(Refusal) {
            return try sites.resolve(name)
        } catch {
            throw RPCError(error, at: arguments.pointer(to: LinkParameters.site.name))
        }
    }

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

    /// Performs a command and encodes the link that comes of it.
    func perform(
        _ command: Command,
        by caller: Caller,
        dryRun: Bool = false,
        _ pointer: (Refusal.Kind) -> String?
    ) async throws(RPCError) -> [UInt8] {
        let order = LedgerRequest(command, by: caller, at: clock.now(), dryRun: dryRun)
        let outcome: CommandOutcome
        do throws(LedgerError) {
            outcome = try await ledger.perform(order)
        } catch {
            throw RPCError(error, at: order.now, pointer)
        }
        var writer = JSONWriter(reserving: 768)
        writer.link(outcome.answer.link, at: outcome.statusAt, isDryRun: outcome.answer.isDryRun)
        return writer.bytes
    }
}
