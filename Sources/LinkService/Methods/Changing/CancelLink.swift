package import JSONRPC
package import PaymentLinks

/// `cancelLink`: makes a link unpayable.
package struct CancelLink: Method {
    package static let name = "cancelLink"
    package static let summary =
        "Cancels a link, so that nobody can pay it any more; cancelling it again changes nothing."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, LinkParameters.orderID.required, LinkParameters.reason.optional,
        LinkParameters.ifVersion.optional,
    ]
    package static let result = Schema.named(LinkSchema.link)
    package static let errors =
        DeclaredError.ofRecording + [
            .unknownSite, .invalidOrderID, .unknownOrder, .versionConflict, .invalidTransition, .issuerFailed,
            .issuerUnreachable,
        ]

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let command = CancelCommand(
            key: try await context.key(of: arguments),
            reason: try arguments.optional(LinkParameters.reason),
            ifVersion: try arguments.optional(LinkParameters.ifVersion)
        )
        return try await context.cancel(command, by: caller)
    }
}
