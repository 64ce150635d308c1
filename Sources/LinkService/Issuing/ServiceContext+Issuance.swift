import Issuing
import JSON
import JSONRPC
import PaymentLinks

extension ServiceContext {
    /// Performs a command that makes a link, waits for the payment service if it has to be asked, and encodes the link.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - caller: Who asks.
    ///   - dryRun: Whether nothing is to be made.
    ///   - pointer: Where in `params` the value stands that is refused.
    /// - Returns: The link.
    /// - Throws: `issuerFailed` or a kind for the service's code if it refused the link of this request, also when the
    ///   request is repeated; `issuerUnreachable` if it does not answer, and the link goes on to be asked for.
    func make(
        _ command: Command,
        by caller: Caller,
        dryRun: Bool,
        _ pointer: (Refusal.Kind) -> String?
    ) async throws(RPCError) -> [UInt8] {
        let made = try await self.outcome(of: command, by: caller, dryRun: dryRun, pointer)
        return answer(made.awaitsIssuance ? try await issued(made, pointer) : made, made.notes)
    }

    /// The outcome once the payment service was asked; a refusal of the service is thrown.
    ///
    /// Not inlined: the frame of every call would have room for its links.
    @inline(never)
    private func issued(
        _ made: CommandOutcome,
        _ pointer: (Refusal.Kind) -> String?
    ) async throws(RPCError) -> CommandOutcome {
        let now = clock.now()
        let outcome = try await ask(at: now, pointer) { (_) throws(LedgerError) in try await issued(made) }
        let link = outcome.answer.link
        if let refusal = link.issuerRefusal { throw .issuerFailed(refusal, link, at: now, pointer) }
        if link.awaitsIssuance, outbox?.isUnheard(link) == true {
            throw .issuerUnreachable(
                "; order \(link.key.orderID.text) is recorded, and is made as soon as it does: ask again with the same "
                    + "idempotency key, or look the order up.",
                link,
                at: now
            )
        }
        return outcome
    }

    private func answer(_ outcome: CommandOutcome, _ notes: [OrderNote]) -> [UInt8] {
        let link = outcome.answer.link
        var writer = JSONWriter(reserving: JSONWriter.linkByteCount)
        writer.link(
            link,
            at: outcome.statusAt,
            of: sites.profile(of: link.key.site),
            isDryRun: outcome.answer.isDryRun,
            warnings: notes.map(\.sentence) + (issuerIfConfigured(of: link)?.warnings(about: link) ?? [])
        )
        return writer.bytes
    }

    /// The outcome of a command that makes links, with what the payment service made of them.
    ///
    /// Returns at once for links that need no service; else when the service's answers are recorded, or when the time is
    /// up: then a link is pending. A repeated request gets the same answer.
    func issued(_ outcome: CommandOutcome) async throws(LedgerError) -> CommandOutcome {
        guard outcome.awaitsIssuance else { return outcome }
        let pending = outcome.answers.filter(\.awaitsIssuance).map(\.link)
        await outbox?.waitForOutcomes(of: pending, within: .seconds(limits.issuingSeconds))
        var answers: [CommandOutcome.Answer] = []
        for answer in outcome.answers {
            guard answer.awaitsIssuance, let current = try await ledger.link(.key(answer.link.key)) else {
                answers.append(answer)
                continue
            }
            answers.append(.init(answer.link.withIssuance(of: current)))
        }
        return CommandOutcome(answers, statusAt: outcome.statusAt)
    }
}

extension CommandOutcome {
    /// Whether a payment service has been or will be asked for a link, and no outcome is recorded.
    fileprivate var awaitsIssuance: Bool { answers.contains(where: \.awaitsIssuance) }
}

extension CommandOutcome.Answer {
    fileprivate var awaitsIssuance: Bool { link.awaitsIssuance && !isDryRun }
}
