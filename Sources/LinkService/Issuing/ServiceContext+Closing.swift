import Issuing
import JSON
import JSONRPC
import PaymentLinks

/// Links that nobody must pay any more, where that is decided at a payment service.
extension ServiceContext {
    /// The issuer of a link, if its site still has it.
    func issuerIfConfigured(of link: Link) -> (any Issuer)? {
        guard sites.isConfigured(link.key.site) else { return nil }
        let issuer = sites.issuer(of: link.key.site)
        return issuer.name == link.issuer ? issuer : nil
    }

    /// Cancels a link and encodes it: first at the payment service that made it, then here.
    ///
    /// A link that is still being issued is cancelled here at once: nobody knows its address, and the outbox sees to it that
    /// the service has no order that could be paid.
    func cancel(_ command: CancelCommand, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let pointer: (Refusal.Kind) -> String? = { $0 == .versionConflict ? "/ifVersion" : "/orderId" }
        let now = clock.now()
        let found = try await ask(at: now) { (ledger) throws(LedgerError) in try await ledger.link(.key(command.key)) }
        if let found, found.status(at: now) != .cancelled {
            try await close(found) { () throws(RPCError) in
                _ = try await self.outcome(of: .cancel(command), by: caller, dryRun: true, pointer)
            }
        }
        let outcome = try await self.outcome(of: .cancel(command), by: caller, pointer)
        var writer = JSONWriter(reserving: JSONWriter.linkByteCount)
        writer.link(outcome.answer.link, at: outcome.statusAt, of: sites.profile(of: command.key.site))
        return writer.bytes
    }

    /// Has the payment service of a link close it, so that what is recorded next holds there too.
    ///
    /// - Parameters:
    ///   - link: The link; nothing is asked for one that needs no service, or has no address from it.
    ///   - check: Throws if what is to be recorded would be refused: then the service is not asked.
    /// - Throws: What `check` throws; `issuerFailed` or `issuerUnreachable`, and nothing is changed.
    func close(_ link: Link, after check: () async throws(RPCError) -> Void) async throws(RPCError) {
        guard let service = issuerIfConfigured(of: link)?.service, link.url != nil else { return }
        try await check()
        let refusal: IssuerRefusal
        switch await service.cancel(link) {
        case .cancelled: return
        case .unreachable: throw unreachable(link)
        case .refused(let reason): refusal = reason
        }
        // These codes also mean that there is nothing left to cancel.
        guard refusal.code == "1000" || refusal.code == "1006" else {
            throw .issuerDidNotCancel(refusal, link, at: clock.now())
        }
        switch await service.look(at: link.key.orderID) {
        case .noOrder: return
        case .order(let report) where report.status?.meaning == .cancelled || report.status == .expired: return
        case .order, .refused: throw .issuerDidNotCancel(refusal, link, at: clock.now())
        case .unreachable: throw unreachable(link)
        }
    }

    /// Refuses to change here what the payment service that made a link can't change.
    ///
    /// - Throws: `invalidExpiry` or `invalidParameter`.
    func expectUpdatable(_ command: UpdateCommand) async throws(RPCError) {
        guard command.expiry != nil || command.secondChanceEmail != nil else { return }
        let found = try await ask(at: clock.now()) { (ledger) throws(LedgerError) in
            try await ledger.link(.key(command.key))
        }
        guard let found, found.url != nil, issuerIfConfigured(of: found)?.service != nil else { return }
        let order = found.key.orderID.text
        guard command.expiry == nil else {
            throw RPCError(
                .invalidExpiry,
                "The payment service can't change how long order \(order) can be paid; duplicate it with `supersede` and the "
                    + "lifetime that you want.",
                at: "/expiresAt"
            )
        }
        throw .invalidParameter(
            "/secondChanceEmail",
            "The payment service can't change the reminders of order \(order); leave `secondChanceEmail` out."
        )
    }

    private func unreachable(_ link: Link) -> RPCError {
        .issuerUnreachable(", and nothing was changed; ask again.", link, at: clock.now())
    }
}
