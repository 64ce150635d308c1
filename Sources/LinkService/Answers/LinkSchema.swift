import PaymentLinks

/// The shape of a link on the wire, as `JSONWriter.link` writes it.
enum LinkSchema {
    /// A whole link.
    static let link = NamedSchema("Link", .object(members, closed: false))

    /// A link that a call made.
    static let made = NamedSchema("MadeLink", .object(members + [warnings], closed: false))

    /// A link after a report about its payment.
    static let reported = NamedSchema("ReportedLink", .object(members + [recorded, warnings], closed: false))

    /// Enough of an existing link to go on with it.
    static let existing = NamedSchema(
        "ExistingLink",
        .object(
            [
                Schema.Member("linkId", id, "The daemon's own name for the link."),
                Schema.Member("orderId", orderID, "The order ID."),
                Schema.Member("status", status, "What became of it."),
                Schema.Member("url", .nullable(.text), "Where it is paid; null while the payment service is asked."),
                Schema.Member("version", .atLeast(1), "The number of its changes, from 1."),
            ],
            closed: false
        )
    )

    /// One page of links.
    static let page = NamedSchema(
        "LinkPage",
        .object(
            [
                Schema.Member(
                    "links",
                    .array(of: .named(link), counts: 0...ServiceLimits.pageMax),
                    "The links, in the order asked for."
                ),
                Schema.Member(
                    "unreadable",
                    .array(of: .named(unreadable), counts: nil),
                    isRequired: false,
                    "Links of this page, or such as may belong on it, that can't be read from the journal; only if there "
                        + "are such."
                ),
                Schema.Member(
                    "nextCursor",
                    .nullable(.text),
                    "What to send as `cursor` for the next page; null on the last."
                ),
                Schema.Member("seq", .atLeast(0), "The last change that the page reflects."),
                Schema.Member(
                    "totals",
                    .array(of: .named(total), counts: nil),
                    isRequired: false,
                    "The sum of every link that the filter lets through, by currency; only if asked for."
                ),
            ],
            closed: false
        )
    )

    private static let unreadable = NamedSchema(
        "UnreadableLink",
        .object(
            [
                Schema.Member("createdSeq", .atLeast(1), "The number of the event that made it."),
                Schema.Member("site", .text, "Its site."),
                Schema.Member("amount", .atLeast(1), "What it asks for, in the currency's minor unit."),
                Schema.Member("currency", .text, "The currency."),
                Schema.Member("status", status, "What became of it."),
                Schema.Member("createdAt", .time, "When it was made."),
                Schema.Member("expiresAt", .time, "From when it can't be paid any more."),
            ],
            closed: false
        )
    )

    private static let total = NamedSchema(
        "CurrencyTotal",
        .object(
            [
                Schema.Member("currency", .text, "The currency."),
                Schema.Member("count", .atLeast(1), "How many links."),
                Schema.Member(
                    "amount",
                    .nullable(.integer(1...Int64.max)),
                    "Their sum in the currency's minor unit; null if it is above 2^63-1."
                ),
                Schema.Member(
                    "dueAmount",
                    .nullable(.integer(0...Int64.max)),
                    "What is still to be paid of them, added up; null if it is above 2^63-1."
                ),
            ],
            closed: false
        )
    )

    private static let id = Schema.pattern("^lnk_[0-9a-z]{24}$")
    private static let orderID = Schema.string(1...50)
    private static let status = Schema.words(LinkStatus.allCases.map(\.rawValue))

    private static let warnings = Schema.Member(
        "warnings",
        .array(of: .text, counts: nil),
        isRequired: false,
        "What the payment service will not do for this link, what was paid that does not count for it, and what became too "
            + "much at another link of its order, one sentence each; left out if there is nothing to say."
    )

    private static let recorded = Schema.Member(
        "recorded",
        .boolean,
        "Whether the report was new; false if it was reported before, and nothing was added."
    )

    static let carried = Schema.Member(
        "carriedAmount",
        .nullable(.atLeast(1)),
        "What earlier attempts hold and what counts for this one (`carryPaid`); it is no part of `paidAmount`."
    )

    /// What is still to be paid.
    private static let due: [Schema.Member] = [
        carried,
        Schema.Member(
            "dueAmount",
            .nullable(.atLeast(0)),
            "What is still to be paid, in the currency's minor unit; 0 once this link was paid, null where nothing ever will be "
                + "due and it was not paid: `cancelled`, superseded, `duplicate`, `failed`."
        ),
        Schema.Member("dueAmountText", .nullable(.text), "The same as people write it: `9.95`."),
    ]

    static let openings = [
        Schema.Member("openings", openingCount, "How often customers opened it since its last new expiry."),
        Schema.Member("openingsLeft", openingCount, "How often it may still be opened; at 0 its URL is refused."),
    ]

    private static let openingCount = Schema.integer(0...Int64(Link.openingsMax))

    private static let members: [Schema.Member] =
        terms + due + openings + [
            Schema.Member("version", .atLeast(0), "The number of its changes, from 1; 0 in a dry run."),
            Schema.Member("seq", .atLeast(0), "The number of its last change among all changes."),
        ]

    private static let terms: [Schema.Member] = [
        Schema.Member("linkId", .nullable(id), "The daemon's own name for the link; null in a dry run."),
        Schema.Member("site", .text, "The site it belongs to."),
        Schema.Member(
            "siteName",
            .nullable(.text),
            isRequired: false,
            "The shop's name as it is configured now; null without one. Null in errors."
        ),
        Schema.Member(
            "mailFrom",
            .nullable(.text),
            isRequired: false,
            "The sender of the shop's mails as it is configured now; null without one. Null in errors."
        ),
        Schema.Member("issuer", .text, "Who issued it: `local`, or the payment service."),
        Schema.Member("orderId", orderID, "The shop's own name for the order, unique within the site."),
        Schema.Member(
            "url",
            .nullable(.text),
            "Where it is paid; null in a dry run, and while the payment service is asked."
        ),
        Schema.Member("status", status, "What became of it; `expired` follows from the clock."),
        Schema.Member("currency", .pattern("^[A-Z]{3}$"), "The currency, by ISO 4217."),
        Schema.Member("amount", .atLeast(1), "The amount in the currency's minor unit."),
        Schema.Member("amountText", .text, "The amount as people write it: `49.95`."),
        Schema.Member("description", .string(1...200), "What is paid for."),
        Schema.Member("secondChanceEmail", .boolean, "Whether the customer is reminded while it is unpaid."),
        Schema.Member("customer", .nullable(.object(CustomerParameters.all.map(\.member), closed: false)), "Who pays."),
        Schema.Member("gateway", .nullable(.text), "The payment method that is chosen already."),
        Schema.Member("redirectUrl", .nullable(.text), "Where the customer goes after paying."),
        Schema.Member("cancelUrl", .nullable(.text), "Where the customer goes after giving up."),
        Schema.Member("notificationUrl", .nullable(.text), "Where the payment service reports."),
        Schema.Member("metadata", .map(to: .text), "The shop's own notes."),
        Schema.Member("createdAt", .time, "When it was made."),
        Schema.Member("expiresAt", .time, "From when it can't be paid any more."),
        Schema.Member("customerErasedAt", .nullable(.time), "When `customer` was made unreadable; null if never."),
        Schema.Member("duplicateOf", .nullable(orderID), "The order it was duplicated from."),
        Schema.Member("supersededBy", .nullable(orderID), "The order whose link took its place."),
        Schema.Member("cancelledAt", .nullable(.time), "When it was cancelled."),
        Schema.Member("cancelReason", .nullable(.text), "Why it was cancelled."),
        Schema.Member("paidAmount", .nullable(.atLeast(1)), "What was paid in all, in the currency's minor unit."),
        Schema.Member("paidAt", .nullable(.time), "When the whole amount was there."),
        Schema.Member("paidLate", .nullable(.boolean), "Whether that was after it expired or was cancelled."),
        Schema.Member(
            "overpaidAmount",
            .nullable(.atLeast(1)),
            "What is held beyond what is asked: beyond `amount`, or all of it if the link can't be paid any more. Null on a "
                + "superseded link, whose money counts for its successor."
        ),
        Schema.Member("refundedAmount", .nullable(.atLeast(1)), "What was given back in all."),
        Schema.Member("chargedBackAmount", .nullable(.atLeast(1)), "What banks took back in all."),
        Schema.Member("transactionId", .nullable(.text), "The payment service's name for the last payment."),
        Schema.Member(
            "settledBy",
            .nullable(orderID),
            "Another attempt of the order that was paid before; money that this one got too came on top."
        ),
        Schema.Member(
            "paidAgainBy",
            .nullable(orderID),
            "Another attempt of the order that was paid after this one; its money came on top."
        ),
    ]
}
