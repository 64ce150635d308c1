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
        let now = clock.now()
        let outcome = try await ask(at: now, pointer) { (_) throws(LedgerError) in try await issued(made) }
        let link = outcome.answer.link
        if made.answer.link.awaitsIssuance, !outcome.answer.isDryRun {
            if let refusal = link.issuerRefusal { throw .issuerFailed(refusal, link, at: now, pointer) }
            if link.awaitsIssuance, outbox?.isUnheard(link) == true {
                throw .issuerUnreachable(
                    "; order \(link.key.orderID.text) is recorded, and is made as soon as it does: ask again with the same "
                        + "idempotency key, or look the order up.",
                    link,
                    at: now
                )
            }
        }
        var writer = JSONWriter(reserving: JSONWriter.linkByteCount)
        writer.link(
            link,
            at: outcome.statusAt,
            of: sites.profile(of: link.key.site),
            isDryRun: outcome.answer.isDryRun,
            warnings: made.notes.map(\.sentence) + (issuerIfConfigured(of: link)?.warnings(about: link) ?? [])
        )
        return writer.bytes
    }

    /// The outcome of a command that makes links, with what the payment service made of them.
    ///
    /// Returns at once for links that need no service; else when the service's answers are recorded, or when the time is
    /// up: then a link is pending. A repeated request gets the same answer.
    func issued(_ outcome: CommandOutcome) async throws(LedgerError) -> CommandOutcome {
        guard outcome.answers.contains(where: { $0.link.awaitsIssuance && !$0.isDryRun }) else { return outcome }
        let pending = outcome.answers.filter { $0.link.awaitsIssuance && !$0.isDryRun }.map(\.link)
        await outbox?.waitForOutcomes(of: pending, within: .seconds(limits.issuingSeconds))
        var answers: [CommandOutcome.Answer] = []
        for answer in outcome.answers {
            guard answer.link.awaitsIssuance, !answer.isDryRun,
                let current = try await ledger.link(.key(answer.link.key))
            else {
                answers.append(answer)
                continue
            }
            answers.append(.init(answer.link.withIssuance(of: current)))
        }
        return CommandOutcome(answers, statusAt: outcome.statusAt)
    }
}
