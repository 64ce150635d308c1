import Issuing
package import JSONRPC
package import PaymentLinks

/// `generateLink`: makes a payment link.
package struct GenerateLink: Method {
    package static let name = "generateLink"
    package static let summary = "Makes a payment link for an order."
    package static let parameters: [DeclaredParameter] =
        [
            LinkParameters.site.optional, LinkParameters.orderID.required, TermParameters.currency.required,
            TermParameters.amount.required, TermParameters.description.required,
        ] + TermParameters.optional + [
            LinkParameters.idempotencyKey.optional, LinkParameters.onExisting.optional, LinkParameters.dryRun.optional,
        ]
    package static let result = Schema.named(LinkSchema.made)
    package static let errors =
        DeclaredError.ofTerms + DeclaredError.ofRecording + [
            .unknownSite, .invalidOrderID, .orderIDInUse, .idempotencyConflict, .issuerFailed,
            .issuerUnreachable, .partPaid,
        ]

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let key = try await context.key(of: arguments)
        try await context.expectMakesLinks(key, arguments)
        let command = try command(key, arguments, by: caller)
        let dryRun = try arguments.optional(LinkParameters.dryRun) ?? false
        return try await context.make(command, by: caller, dryRun: dryRun) { kind in
            switch kind {
            case .idempotencyConflict: "/idempotencyKey"
            case .partPaid: "/onExisting"
            case .invalidCurrency: "/currency"
            case .gatewayUnavailable: "/gateway"
            default: "/orderId"
            }
        }
    }

    private func command(_ key: LinkKey, _ arguments: Arguments, by caller: Caller) throws(RPCError) -> Command {
        var command = try Self.command(key, arguments, context)
        command.request = try context.request(Self.name, arguments, site: key.site, by: caller)
        return .generate(command)
    }

    /// Reads the arguments of one link, for a call of its own or as a row of many.
    static func command(
        _ key: LinkKey,
        _ arguments: Arguments,
        _ context: ServiceContext
    ) throws(RPCError) -> GenerateCommand {
        let onExisting = try arguments.optional(LinkParameters.onExisting) ?? .error
        return GenerateCommand(
            key: key,
            terms: try TermParameters.terms(from: arguments),
            issuance: context.issuance(for: key.site),
            // A former site gets no new attempts.
            onExisting: onExisting == .reissue && !context.sites.isConfigured(key.site) ? .error : onExisting
        )
    }
}
