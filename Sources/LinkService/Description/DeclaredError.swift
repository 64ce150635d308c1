import JSONRPC
import PaymentLinks

/// An error that a method may answer, declared once for validation, documents and clients.
///
/// A new kind of refusal takes three files: `Refusal` has its name and code, this one what it means, and the method that
/// answers it names it among its `errors`; the pages follow from these. A kind with `data` of its own takes two more:
/// `DecisionRefusal` has the values, and `RPCError+Ledger` writes them.
package struct DeclaredError: Sendable, Equatable {
    private let error: ErrorKind
    /// When it is answered, and what to do then; for people.
    package let meaning: String
    /// What `data` has beside `kind`, `parameter` and `retryable`.
    package let details: [Schema.Member]

    package var code: Int { error.code }
    /// What clients match on.
    package var kind: String { error.name }
    /// Whether the same request may succeed later, unchanged.
    package var retryable: Bool { error.retryable }

    init(_ kind: ErrorKind, details: [Schema.Member] = [], _ meaning: String) {
        error = kind
        self.meaning = meaning
        self.details = details
    }

    init(_ kind: Refusal.Kind, details: [Schema.Member] = [], _ meaning: String) {
        self.init(kind.error, details: details, meaning)
    }
}

extension DeclaredError {
    static let parseError = DeclaredError(
        .parseError,
        details: [offset],
        "The line is no JSON; `offset` is the byte at which it stops being any. The connection goes on."
    )
    static let invalidRequest = DeclaredError(
        .invalidRequest,
        "The line is JSON and no request; see the rules of JSON-RPC 2.0."
    )
    static let methodNotFound = DeclaredError(
        .methodNotFound,
        details: [Schema.Member("method", .text, "The name that was asked for.")],
        "No method has this name; `rpc.discover` lists them."
    )
    static let invalidParameter = DeclaredError(
        ErrorKind.invalidParameter,
        details: [
            Schema.Member("rowsRefused", .atLeast(1), isRequired: false, "Of a batch: how many rows are refused."),
            Schema.Member(
                "rows",
                .array(of: .named(RowError.schema), counts: nil),
                isRequired: false,
                "Of a batch: the refused rows, each with what it would get if it were sent alone; as many as fit."
            ),
        ],
        "A parameter is missing, unknown, of another kind or out of range; `parameter` says which."
    )
    static let internalError = DeclaredError(
        .internalError,
        details: [
            Schema.Member(
                "reason",
                .words(["unreadableRecord"]),
                isRequired: false,
                "`unreadableRecord` if a record that the answer needs can't be read; other calls are answered."
            )
        ],
        "The daemon or its disk is at fault; its log says more."
    )
    static let lineTooLong = limit(
        .lineTooLong,
        "The line has more bytes, or more values and names, than `limit`; split the request."
    )
    static let batchTooLarge = limit(.batchTooLarge, "The batch has more members than `limit`; send several.")
    static let responseTooLarge = limit(
        .responseTooLarge,
        "The answer would have more bytes than `limit`; ask for less at a time. What a call changed stays changed."
    )
    static let tooDeep = limit(.tooDeep, "The request is nested deeper than `limit`.")
    static let tooManyConnections = DeclaredError(
        .tooManyConnections,
        details: [limitMember],
        "The daemon or this user has `limit` connections already; the connection is closed after this line."
    )
    static let busy = DeclaredError(
        .busy,
        "Too much is waiting, here or on other connections of this user, and nothing was recorded; ask again in a moment."
    )
    static let idleTimeout = DeclaredError(
        .idleTimeout,
        details: [limitMember],
        "The connection was idle for `limit` seconds; it is closed after this line. Connect again."
    )
    static let shuttingDown = DeclaredError(
        .shuttingDown,
        "The daemon is ending, or could not start, and nothing was recorded; connect again, and systemd starts it anew."
    )
    static let storageFailed = DeclaredError(
        .storageFailed,
        "A write or a sync failed, and the outcome is unknown; ask again with the same idempotency key, or look the order up."
    )
    static let storageFull = DeclaredError(
        .storageFull,
        "The disk is full, and nothing was recorded; make room until more than 16 MiB are free, and ask again."
    )
    static let notAllowed = DeclaredError(
        .notAllowed,
        "The configuration has `rights`, and none of its rules allows you this method, this site or this amount."
    )
    static let unknownSite = DeclaredError(.unknownSite, "No site of this name is configured.")
    static let unknownOrder = DeclaredError(
        .unknownOrder,
        "The site has no order of this ID, or there is no such link."
    )
    static let orderIDInUse = DeclaredError(
        .orderIdInUse,
        details: [Schema.Member("existing", .named(LinkSchema.existing), "The link that the order has.")] + ofIssuer,
        "The order has a link already; go on with `existing`, or choose another order ID. Or it is the payment service that "
            + "has such an order, and then `existing` is failed: choose another order ID."
    )
    static let invalidOrderID = DeclaredError(
        .invalidOrderId,
        "An order ID has 1 to 50 characters, no control characters, and no white space at its ends. A new one has no "
            + "character that nobody sees or that is taken for another one, and is in Unicode's form NFC."
    )
    static let invalidAmount = DeclaredError(
        .invalidAmount,
        "An amount is an integer of at least 1 in the currency's minor unit: 4995 for 49.95 EUR."
    )
    static let invalidCurrency = DeclaredError(
        .invalidCurrency,
        "The currency is no ISO 4217 code that can be paid in."
    )
    static let invalidDescription = DeclaredError(
        .invalidDescription,
        "A description has 1 to 200 characters, at least one that is seen, and no HTML."
    )
    static let invalidMetadata = DeclaredError(
        .invalidMetadata,
        "Metadata has at most 20 entries, names of 1 to 40 and texts of at most 500 characters."
    )
    static let invalidCountry = DeclaredError(.invalidCountry, "The country is no ISO 3166-1 code of two letters.")
    static let invalidCustomer = DeclaredError(.invalidCustomer, "A name, an e-mail address or a locale can't be one.")
    static let invalidExpiry = DeclaredError(
        .invalidExpiry,
        "A lifetime is 1 to 365 days, or 1 to 31536000 seconds, and ends after now."
    )
    static let gatewayUnavailable = DeclaredError(
        .gatewayUnavailable,
        details: ofIssuer,
        "No payment method has this code, or the site at the payment service does not have it."
    )
    static let gatewayNotForLinks = DeclaredError(
        .gatewayNotForLinks,
        "The payment method lets customers pay later and takes no links; leave `gateway` out, or choose another."
    )
    static let idempotencyConflict = DeclaredError(
        .idempotencyConflict,
        details: [Schema.Member("fields", .array(of: .text, counts: nil), "The parameters that differ.")],
        "The key was used for another request; `fields` names what differs. Use a new key for a new request."
    )
    static let versionConflict = DeclaredError(
        .versionConflict,
        details: [current],
        "The link has changed since; look at `current` and decide again."
    )
    static let invalidTransition = DeclaredError(
        .invalidTransition,
        details: [
            current,
            Schema.Member(
                "rival",
                .string(1...50),
                isRequired: false,
                "The order ID of another attempt of the order that is in the way; only if there is one."
            ),
        ],
        "What became of the link rules this out; nothing was changed."
    )

    static let issuerFailed = DeclaredError(
        .issuerFailed,
        details: [
            Schema.Member("issuerCode", .nullable(.text), "The payment service's own code, if it gave one."),
            Schema.Member("issuerMessage", .text, "The payment service's own words."),
            current,
        ],
        "The payment service refused. A link that it did not make is failed now: put right what it says and use a new order "
            + "ID. A link that it did not cancel stays as it is."
    )
    static let issuerUnreachable = DeclaredError(
        .issuerUnreachable,
        details: [
            Schema.Member(
                "current",
                .named(LinkSchema.link),
                isRequired: false,
                "Of a call about a link: the link as it is."
            )
        ],
        "The payment service does not answer. A new link is recorded and asked for until it does; nothing else was changed. "
            + "Ask again, with the same idempotency key if there is one."
    )
    static let badSignature = DeclaredError(
        .badSignature,
        "The notification is not proven to come from the payment service, or is too old; nothing was changed."
    )
    static let partPaid = DeclaredError(
        .partPaid,
        details: [current],
        "The link is part-paid, and a new attempt without `carryPaid` would ask for that money again; nothing was changed."
    )
    static let linkNotPayable = DeclaredError(
        .linkNotPayable,
        details: ResolvedLinkSchema.refusalDetails,
        "The link can't be paid; `reason` says why, and `successorUrl` where to go instead, if there is such a place."
    )

    /// Errors that any line may get, whatever its method.
    package static let ofEveryLine = [
        parseError, invalidRequest, methodNotFound, notAllowed, invalidParameter, internalError, lineTooLong,
        batchTooLarge, responseTooLarge, tooDeep, tooManyConnections, busy, idleTimeout, shuttingDown,
    ]
    /// Errors of a call that reads what is stored.
    static let ofReading = [storageFailed]
    /// Errors of a call that records.
    static let ofRecording = [storageFailed, storageFull]
    /// Errors of the terms of a link.
    static let ofTerms = [
        invalidAmount, invalidCurrency, invalidDescription, invalidExpiry, invalidCustomer, invalidCountry,
        invalidMetadata, gatewayUnavailable, gatewayNotForLinks,
    ]

    /// Every error there is, each once: those of every line, and those of the methods by code.
    package static let all = ofEveryLine + ofMethods

    private static var ofMethods: [DeclaredError] {
        var found: [String: DeclaredError] = [:]
        for error in MethodDeclaration.all.flatMap(\.errors) where !ofEveryLine.contains(error) {
            found[error.kind] = error
        }
        return found.values.sorted { ($0.code, $0.kind) < ($1.code, $1.kind) }
    }

    private static let offset = Schema.Member("offset", .atLeast(0), "The byte of the line, from 0.")
    private static let limitMember = Schema.Member("limit", .atLeast(1), "The limit that was reached.")
    private static let current = Schema.Member("current", .named(LinkSchema.link), "The link as it is.")

    /// What is there if it was the payment service that refused.
    private static let ofIssuer = [
        Schema.Member(
            "issuerCode",
            .nullable(.text),
            isRequired: false,
            "Of a refusal by the payment service: its own code."
        ),
        Schema.Member("issuerMessage", .text, isRequired: false, "Of such a refusal: its own words."),
        Schema.Member("current", .named(LinkSchema.link), isRequired: false, "Of such a refusal: the link as it is."),
    ]

    private static func limit(_ kind: ErrorKind, _ meaning: String) -> DeclaredError {
        DeclaredError(kind, details: [limitMember], meaning)
    }
}
