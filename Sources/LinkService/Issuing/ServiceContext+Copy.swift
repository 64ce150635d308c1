import Issuing
import JSON
import JSONRPC
import PaymentLinks

/// Copies of orders that only the payment service knows: they were made at its dashboard, or by another program.
extension ServiceContext {
    /// How long the service may take to tell the order; the rest of the call's time is for making the new one.
    private static let lookLimit = Duration.seconds(5)

    /// The command that makes a link with the terms of an order at the payment service.
    ///
    /// Amount, currency, description and customer are copied; what the service does not tell has to be given.
    ///
    /// - Parameters:
    ///   - command: The duplicate that was asked for; its source has no link here.
    ///   - caller: Who asks.
    ///   - pointer: Where the value stands that is refused.
    /// - Returns: The command; nil if there is no such order, or the site has no payment service.
    /// - Throws: `issuerUnreachable` or `issuerFailed` if the service does not tell the order, and why its terms can't be a
    ///   link's.
    func copy(
        _ command: DuplicateCommand,
        by caller: Caller,
        _ pointer: (Refusal.Kind) -> String
    ) async throws(RPCError) -> GenerateCommand? {
        guard let reports, reports.knows(command.source.site) else { return nil }
        let finding = try await ask(at: clock.now()) { (_) throws(LedgerError) in
            try await reports.look(at: command.source, by: caller, within: Self.lookLimit)
        }
        let order = command.source.orderID.text
        switch finding {
        case .noOrder: return nil
        case .refused(let refusal):
            throw RPCError(
                .issuerFailed,
                "The payment service does not tell order \(order): \(refusal.reason); put that right and ask again.",
                at: "/orderId",
                details: RPCError.members { writer in
                    writer.member("issuerCode", refusal.code)
                    writer.member("issuerMessage", refusal.message)
                }
            )
        case .unreachable:
            throw RPCError(
                .issuerUnreachable,
                "Order \(order) has no link here, and the payment service does not answer; nothing was made, ask again.",
                at: nil
            )
        case .report(let report, _):
            do throws(Refusal) {
                return GenerateCommand(
                    key: command.source.sibling(command.newOrderID),
                    terms: try command.overrides.applied(to: report),
                    issuance: command.issuance,
                    copyOf: command.source.orderID,
                    request: command.request
                )
            } catch {
                throw RPCError(error, at: pointer(error.kind))
            }
        }
    }
}
