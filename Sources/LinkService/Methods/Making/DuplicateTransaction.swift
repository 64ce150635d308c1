package import JSONRPC
package import PaymentLinks

/// `duplicateTransaction`: makes a new link with the terms of an existing one.
package struct DuplicateTransaction: Method {
    package static let name = "duplicateTransaction"
    package static let summary =
        "Makes a new link with the terms of an existing one, whatever became of that, some of them changed. An order that "
        + "only the site's payment service knows lends its amount, currency, description and customer."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, LinkParameters.orderID.required, newOrderID.required, overrides.optional,
        supersede.optional, LinkParameters.idempotencyKey.optional, LinkParameters.dryRun.optional,
        // Last, so that calls by position stay the same.
        carryPaid.optional,
    ]
    package static let result = Schema.named(LinkSchema.made)
    package static let errors =
        DeclaredError.ofTerms + DeclaredError.ofRecording + [
            .unknownSite, .invalidOrderID, .unknownOrder, .orderIDInUse, .idempotencyConflict, .invalidTransition,
            .issuerFailed, .issuerUnreachable, .partPaid,
        ]

    private static let newOrderID = Parameter(
        "newOrderId",
        LinkParameters.orderID.type,
        "The order ID of the new link, unique within the site."
    )
    private static let overrides = Parameter(
        "overrides",
        .object("an object of terms", TermParameters.overrides, TermParameters.overrides(from:)),
        "The terms that change; the others stay as they are."
    )
    private static let supersede = Parameter(
        "supersede",
        .boolean,
        "Cancel the old link in the same record, so that at no moment both or neither can be paid."
    )
    private static let carryPaid = Parameter(
        "carryPaid",
        .boolean,
        "With `supersede` of a part-paid link: what was paid counts for the new link, which asks for the rest only."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let source = try await context.key(of: arguments)
        let newOrderID = try arguments.required(Self.newOrderID)
        try await context.expectMakesLinks(LinkKey(site: source.site, orderID: newOrderID), arguments)
        let (supersede, carryPaid) = try replacement(in: arguments)
        let command = DuplicateCommand(
            source: source,
            newOrderID: newOrderID,
            overrides: try arguments.optional(Self.overrides) ?? TermOverrides(),
            supersede: supersede,
            carryPaid: carryPaid,
            issuance: context.issuance(for: source.site),
            request: try context.request(Self.name, arguments, site: source.site, by: caller)
        )
        let dryRun = try arguments.optional(LinkParameters.dryRun) ?? false
        if supersede, !dryRun { try await closeSource(of: command, by: caller) }
        do throws(RPCError) {
            return try await context.make(.duplicate(command), by: caller, dryRun: dryRun, Self.pointer)
        } catch {
            // Only now, so that a repeated request gets its answer without asking anybody.
            guard error.kind == Refusal.Kind.unknownOrder.error, !supersede,
                let copy = try await context.copy(command, by: caller, Self.pointer)
            else { throw error }
            return try await context.make(.generate(copy), by: caller, dryRun: dryRun, Self.pointer)
        }
    }

    /// Where in `params` the value stands that a decision refuses.
    private static func pointer(_ kind: Refusal.Kind) -> String {
        switch kind {
        case .orderIdInUse, .invalidOrderId: "/newOrderId"
        case .gatewayUnavailable: "/overrides/gateway"
        case .invalidAmount: "/overrides/amount"
        case .invalidCurrency: "/overrides/currency"
        case .invalidDescription: "/overrides/description"
        case .partPaid: "/carryPaid"
        case .idempotencyConflict: "/idempotencyKey"
        default: "/orderId"
        }
    }

    /// Has the payment service close the link that is superseded, unless the request is refused or was answered before.
    private func closeSource(of command: DuplicateCommand, by caller: Caller) async throws(RPCError) {
        let now = context.clock.now()
        let source = try await context.ask(at: now) { (ledger) throws(LedgerError) in
            try await ledger.link(.key(command.source))
        }
        guard let source, source.status(at: now) == .active else { return }
        try await context.close(source) { () throws(RPCError) in
            _ = try await context.outcome(of: .duplicate(command), by: caller, dryRun: true, Self.pointer)
        }
    }

    /// Reads `supersede` and `carryPaid`, of which the second means nothing without the first.
    private func replacement(in arguments: Arguments) throws(RPCError) -> (supersede: Bool, carryPaid: Bool) {
        let supersede = try arguments.optional(Self.supersede) ?? false
        let carryPaid = try arguments.optional(Self.carryPaid) ?? false
        guard supersede || !carryPaid else {
            throw .invalidParameter(
                arguments.pointer(to: Self.carryPaid.name),
                "`carryPaid` needs `supersede`, since money can count for one link only; set both, or leave it out."
            )
        }
        return (supersede, carryPaid)
    }
}
