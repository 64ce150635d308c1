package import JSONRPC
package import PaymentLinks

/// `updateLink`: extends, shortens or reopens a link, or changes its notes.
package struct UpdateLink: Method {
    package static let name = "updateLink"
    package static let summary =
        "Extends or shortens a link, reopens one that expired, or changes its reminders or notes; at least one of them."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, LinkParameters.orderID.required, daysActive.optional, secondsActive.optional,
        expiresAt.optional, TermParameters.secondChanceEmail.optional, metadata.optional,
        LinkParameters.reason.optional, LinkParameters.ifVersion.optional,
    ]
    package static let result = Schema.named(LinkSchema.link)
    package static let errors =
        DeclaredError.ofRecording + [
            .unknownSite, .invalidOrderID, .unknownOrder, .invalidExpiry, .invalidParameter, .invalidMetadata,
            .versionConflict, .invalidTransition,
        ]

    private static let daysActive = Parameter(
        TermParameters.daysActive.name,
        TermParameters.daysActive.type,
        "How many days the link can be paid from now on."
    )
    private static let secondsActive = Parameter(
        TermParameters.secondsActive.name,
        TermParameters.secondsActive.type,
        "How many seconds the link can be paid from now on."
    )
    private static let expiresAt = Parameter(
        "expiresAt",
        ParameterType<Instant>.time,
        "From when it can't be paid any more: after now, and at most 365 days away."
    )
    private static let metadata = Parameter(
        TermParameters.metadata.name,
        TermParameters.metadata.type,
        "The shop's own notes, as an object of strings; they take the place of all there were."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        var command = UpdateCommand(
            key: try await context.key(of: arguments),
            reason: try arguments.optional(LinkParameters.reason),
            ifVersion: try arguments.optional(LinkParameters.ifVersion)
        )
        command.expiry = try Self.expiry(in: arguments)
        command.secondChanceEmail = try arguments.optional(TermParameters.secondChanceEmail)
        command.metadata = try arguments.optional(Self.metadata)
        guard !command.isEmpty else {
            throw RPCError(
                ErrorKind.invalidParameter,
                "There is nothing to change; give one of `daysActive`, `secondsActive`, `expiresAt`, "
                    + "`secondChanceEmail`, `metadata`."
            )
        }
        try await context.expectUpdatable(command)
        return try await context.perform(.update(command), by: caller) { kind in
            switch kind {
            case .versionConflict: "/ifVersion"
            case .invalidExpiry: "/\(Self.expiresAt.name)"
            default: "/orderId"
            }
        }
    }

    private static func expiry(in arguments: Arguments) throws(RPCError) -> UpdateCommand.NewExpiry? {
        try arguments.refuseBoth(daysActive, secondsActive)
        try arguments.refuseBoth(daysActive, expiresAt)
        try arguments.refuseBoth(secondsActive, expiresAt)
        if let days = try arguments.optional(daysActive) { return .after(days) }
        if let seconds = try arguments.optional(secondsActive) { return .after(seconds) }
        return try arguments.optional(expiresAt).map(UpdateCommand.NewExpiry.at)
    }
}
