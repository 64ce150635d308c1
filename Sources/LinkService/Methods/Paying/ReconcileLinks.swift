import Issuing
import JSON
package import JSONRPC
package import PaymentLinks

/// `reconcileLinks`: asks payment services what became of links, and records what is new.
package struct ReconcileLinks: Method {
    package static let name = "reconcileLinks"
    package static let summary =
        "Asks the payment service what became of one order, or of every link that is open here, and records what is new."
    package static let parameters: [DeclaredParameter] = [LinkParameters.site.optional, orderID.optional]
    package static let result = Schema.named(
        NamedSchema(
            "Reconciliation",
            .object(
                [
                    Schema.Member("checked", .atLeast(0), "About how many links the service answered."),
                    Schema.Member("changed", .atLeast(0), "Of how many it told something new."),
                    Schema.Member(
                        "remaining",
                        .atLeast(0),
                        "About how many there was no answer in time; the daemon goes on with these by itself."
                    ),
                ],
                closed: false
            )
        )
    )
    package static let errors =
        DeclaredError.ofRecording + [.unknownSite, .invalidOrderID, .unknownOrder, .issuerFailed, .issuerUnreachable]

    private static let orderID = Parameter(
        LinkParameters.orderID.name,
        LinkParameters.orderID.type,
        "The one order to ask about, whatever its status; every open link of the site, or of all sites, if left out."
    )
    /// Within the deadline of a request, with the looks that are under way then.
    private static let seconds: Int64 = 12

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let tally =
            if try arguments.optional(LinkParameters.orderID) != nil {
                try await look(at: try await context.key(of: arguments), by: caller)
            } else {
                try await pass(over: try sites(in: arguments), by: caller)
            }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("checked", tally.checked)
            writer.member("changed", tally.changed)
            writer.member("remaining", tally.remaining)
        }
        return writer.bytes
    }

    private func sites(in arguments: Arguments) throws(RPCError) -> [SiteName] {
        try context.siteIfNamed(in: arguments).map { [$0] } ?? context.sites.names
    }

    private func look(at key: LinkKey, by caller: Caller) async throws(RPCError) -> ReportDesk.Tally {
        let now = context.clock.now()
        let found = try await context.ask(at: now) { (ledger) throws(LedgerError) in try await ledger.link(.key(key)) }
        guard let link = found else {
            throw RPCError(LedgerError.refused(.unknownOrder(key)), at: now) { _ in "/orderId" }
        }
        var tally = ReportDesk.Tally()
        guard let desk = context.reports, desk.knows(key.site) else { return tally }
        let finding = try await context.ask(at: now) { (_) throws(LedgerError) in
            try await desk.look(at: key, by: caller, within: .seconds(Self.seconds))
        }
        switch finding {
        case .report(_, let isNew): tally.changed = isNew ? 1 : 0
        case .noOrder: break
        case .refused(let refusal): throw .issuerToldNothing(refusal, link, at: context.clock.now())
        case .unreachable: throw .unanswered("about order \(key.orderID.text)")
        }
        tally.checked = 1
        return tally
    }

    private func pass(over sites: [SiteName], by caller: Caller) async throws(RPCError) -> ReportDesk.Tally {
        guard let desk = context.reports else { return ReportDesk.Tally() }
        let tally = try await context.ask(at: context.clock.now()) { (_) throws(LedgerError) in
            try await desk.reconcile(sites, by: caller, within: .seconds(Self.seconds))
        }
        guard tally.checked > 0 || tally.remaining == 0 else {
            throw .unanswered("about any of \(tally.remaining) links")
        }
        return tally
    }
}

extension RPCError {
    fileprivate static func unanswered(_ what: String) -> RPCError {
        RPCError(
            .issuerUnreachable,
            "The payment service does not answer \(what); the daemon asks again by itself, or ask again in a moment.",
            at: nil
        )
    }

    fileprivate static func issuerToldNothing(_ refusal: IssuerRefusal, _ link: Link, at now: Instant) -> RPCError {
        let code = refusal.code.map { " (\($0))" } ?? ""
        return RPCError(
            .issuerFailed,
            "The payment service tells nothing about order \(link.key.orderID.text): \(refusal.message)\(code); put that right "
                + "and ask again.",
            at: "/orderId",
            details: members { writer in
                writer.member("issuerCode", refusal.code)
                writer.member("issuerMessage", refusal.message)
                writer.key("current")
                writer.link(link, at: now)
            }
        )
    }
}
