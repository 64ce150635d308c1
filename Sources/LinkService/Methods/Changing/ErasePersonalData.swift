package import JSON
package import JSONRPC
package import PaymentLinks

/// `erasePersonalData`: makes what is known of a person unreadable for ever.
package struct ErasePersonalData: Method {
    package static let name = "erasePersonalData"
    package static let summary =
        "Makes the customer of one order, or of all links with an e-mail address, unreadable for ever; "
        + "amounts, dates and statuses stay, and the journal still verifies."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, orderID.optional, email.optional, reason.required,
    ]
    /// By e-mail address it may be about thousands of links.
    package static let isSlow = true
    package static let result = Schema.named(
        NamedSchema(
            "Erasure",
            .object(
                [
                    Schema.Member(
                        "erased",
                        .atLeast(0),
                        "How many links lost their customer; those that had none any more are not counted."
                    ),
                    Schema.Member(
                        "unreadable",
                        .atLeast(1),
                        isRequired: false,
                        "How many links of the site can't be read from the journal, so that nobody knows whether they have "
                            + "the address; only if there are such."
                    ),
                ],
                closed: false
            )
        )
    )
    package static let errors =
        DeclaredError.ofRecording + [.unknownSite, .invalidOrderID, .invalidCustomer, .unknownOrder]

    private static let orderID = Parameter(
        LinkParameters.orderID.name,
        LinkParameters.orderID.type,
        "The one link to erase: its duplicates and further attempts are orders of their own, which `email` covers too."
    )
    private static let email = Parameter(
        "email",
        CustomerParameters.email.type,
        "Every link of the site whose customer has this address, whatever the case of its letters; "
            + "instead of `orderId`."
    )
    private static let reason = Parameter(
        "reason",
        LinkParameters.reason.type,
        "Why, in words for people; kept in the journal for ever, so name nobody in it."
    )

    package static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int {
        value(email.name) == nil ? LineReply.ordinaryRoom : listBytesMax
    }

    /// Beside the short answer, the orders of a person with some thousand links.
    private static let listBytesMax = 256 << 10

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let reason = try arguments.required(Self.reason)
        let (site, target) = try await target(in: arguments)
        let request = ErasureRequest(
            target,
            of: site,
            reason: reason,
            by: caller,
            at: context.clock.now()
        )
        let count: (erased: Int, unreadable: Int) = try await context.ask(at: request.now) { _ in
            "/orderId"
        } _: { (ledger) throws(LedgerError) in
            try await ledger.erasePersonalData(request)
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("erased", count.erased)
            if count.unreadable > 0 { writer.member("unreadable", count.unreadable) }
        }
        return writer.bytes
    }

    private func target(in arguments: Arguments) async throws(RPCError) -> (SiteName, ErasureRequest.Target) {
        try arguments.refuseBoth(LinkParameters.orderID, Self.email)
        if let email = try arguments.optional(Self.email) { return (try context.site(of: arguments), .email(email)) }
        guard try arguments.optional(LinkParameters.orderID) != nil else {
            throw .invalidParameter(
                arguments.pointer(to: LinkParameters.orderID.name),
                "Either `orderId` or `email` is needed; give one of them."
            )
        }
        let key = try await context.key(of: arguments)
        return (key.site, .order(key.orderID))
    }
}
