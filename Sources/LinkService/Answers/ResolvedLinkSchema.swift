import PaymentLinks

/// The shape of what `resolveLink` answers.
enum ResolvedLinkSchema {
    static let link = NamedSchema(
        "ResolvedLink",
        .object(
            [
                Schema.Member("site", .text, "The site it belongs to."),
                Schema.Member("siteName", .nullable(.text), "The shop's name; null if none is configured."),
                Schema.Member("orderId", .string(1...50), "The shop's own name for the order."),
                Schema.Member("status", .words([LinkStatus.active.rawValue]), "`active`: it can be paid."),
                Schema.Member("currency", .pattern("^[A-Z]{3}$"), "The currency, by ISO 4217."),
                Schema.Member("amount", .atLeast(1), "The amount in the currency's minor unit."),
                Schema.Member("amountText", .text, "The amount as people write it: `49.95`."),
                Schema.Member("paidAmount", .nullable(.atLeast(1)), "What was paid of it already."),
                LinkSchema.carried,
                Schema.Member("dueAmount", .atLeast(1), "What is still to be paid, in the currency's minor unit."),
                Schema.Member("dueAmountText", .text, "The same as people write it: `9.95`."),
                Schema.Member("description", .string(1...200), "What is paid for."),
                Schema.Member(
                    "customer",
                    .nullable(.object(CustomerParameters.all.map(\.member), closed: false)),
                    "Who pays."
                ),
                Schema.Member("gateway", .nullable(.text), "The payment method that is chosen already."),
                Schema.Member("redirectUrl", .nullable(.text), "Where the customer goes after paying."),
                Schema.Member("cancelUrl", .nullable(.text), "Where the customer goes after giving up."),
                Schema.Member("expiresAt", .time, "From when it can't be paid any more."),
                Schema.Member("openings", openings, "How often it was opened, this time included unless `peek`."),
                Schema.Member("openingsLeft", openings, "How often it may still be opened."),
            ],
            closed: false
        )
    )

    /// What an error says of a link that can't be paid.
    static let refusalDetails = [
        Schema.Member("reason", .words(NotPayableReason.allCases.map(\.rawValue)), "Why it can't be paid."),
        Schema.Member("orderId", .string(1...50), "The order, for a page that says more."),
        Schema.Member(
            "successorUrl",
            .text,
            isRequired: false,
            "Where the customer is sent on to: the link that took its place, if it is for the same customer."
        ),
    ]

    private static let openings = Schema.integer(0...Int64(Link.openingsMax))
}
