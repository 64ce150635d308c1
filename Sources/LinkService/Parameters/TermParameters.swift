import JSONRPC
import PaymentLinks

/// The terms of a link as parameters: those of `generateLink`, and the overrides of `duplicateTransaction`.
enum TermParameters {
    static let currency = Parameter(
        "currency",
        .string(
            "an ISO 4217 code of three upper-case letters",
            schema: .pattern("^[A-Z]{3}$"),
            Currency.init(current:)
        ),
        "The currency, such as EUR."
    )
    static let amount = Parameter(
        "amount",
        ParameterType<Int64>.integer(
            1...Money.maximumAmount,
            "an integer of at least 1 in the currency's minor unit, so 4995 for 49.95 EUR",
            refusedAs: .invalidAmount
        ),
        "The amount in the currency's minor unit: 4995 is 49.95 EUR, and 50 JPY is 50."
    )
    static let description = Parameter(
        "description",
        ParameterType<LinkDescription>.text(" without HTML"),
        "What is paid for, as the customer reads it."
    )
    static let daysActive = Parameter(
        "daysActive",
        .integer(1...Lifetime.longest.seconds / 86_400, Lifetime.init(days:)),
        "How many days the link can be paid; 30 if neither this nor `secondsActive` is given."
    )
    static let secondsActive = Parameter(
        "secondsActive",
        .integer(1...Lifetime.longest.seconds, Lifetime.init(seconds:)),
        "How many seconds the link can be paid."
    )
    static let secondChanceEmail = Parameter(
        "secondChanceEmail",
        .boolean,
        "Whether the customer may be reminded by e-mail while the link is unpaid; false if left out. Kept for the shop, or for "
            + "the payment service: with the issuer `local` no mail is sent."
    )
    static let customer = Parameter(
        "customer",
        .object("an object", CustomerParameters.all, CustomerParameters.read),
        "Who pays: each field is optional."
    )
    static let gateway = Parameter(
        "gateway",
        .string("a payment method's code, such as IDEAL", schema: .string(1...40), Gateway.init(link:)),
        "The payment method that is chosen already; kept for the checkout page."
    )
    static let redirectURL = Parameter(
        "redirectUrl",
        .string("an https address", schema: .address(2048), WebAddress.init(_:)),
        "Where the customer goes after paying."
    )
    static let cancelURL = Parameter(
        "cancelUrl",
        .string("an https address", schema: .address(2048), WebAddress.init(_:)),
        "Where the customer goes after giving up."
    )
    static let notificationURL = Parameter(
        "notificationUrl",
        .string(
            "an https address of at most 150 characters, without a port",
            schema: .address(150),
            WebAddress.init(notification:)
        ),
        "Where the payment service reports what becomes of the payment; with the issuer `local` there is none, and nothing is "
            + "called."
    )
    static let metadata = Parameter(
        "metadata",
        ParameterType<Metadata>.metadata,
        "The shop's own notes, as an object of strings."
    )

    /// The optional terms, in their order.
    static let optional: [DeclaredParameter] = [
        daysActive.optional, secondsActive.optional, secondChanceEmail.optional, customer.optional, gateway.optional,
        redirectURL.optional, cancelURL.optional, notificationURL.optional, metadata.optional,
    ]

    /// Every term, each of which may be left out of overrides.
    static let overrides: [DeclaredParameter] = [currency.optional, amount.optional, description.optional] + optional

    /// Reads the terms of a new link.
    static func terms(from arguments: Arguments) throws(RPCError) -> LinkTerms {
        let currency = try arguments.required(currency)
        let amount = try arguments.required(amount)
        let money = try refusing(at: arguments.pointer(to: Self.amount.name)) { () throws(Refusal) in
            try Money(minorUnits: amount, currency: currency)
        }
        var overrides = TermOverrides()
        try read(into: &overrides, from: arguments)
        let terms = LinkTerms(money: money, description: try arguments.required(description))
        return try refusing(at: nil) { () throws(Refusal) in try overrides.applied(to: terms) }
    }

    /// Reads what a duplicate changes.
    static func overrides(from arguments: Arguments) throws(RPCError) -> TermOverrides {
        var overrides = TermOverrides()
        overrides.currency = try arguments.optional(currency)
        overrides.amount = try arguments.optional(amount)
        overrides.description = try arguments.optional(description)
        try read(into: &overrides, from: arguments)
        return overrides
    }

    private static func read(into overrides: inout TermOverrides, from arguments: Arguments) throws(RPCError) {
        try arguments.refuseBoth(daysActive, secondsActive)
        overrides.lifetime = try arguments.optional(daysActive)
        if let lifetime = try arguments.optional(secondsActive) { overrides.lifetime = lifetime }
        overrides.secondChanceEmail = try arguments.optional(secondChanceEmail)
        overrides.customer = try arguments.optional(customer)
        overrides.gateway = try arguments.optional(gateway)
        overrides.redirectURL = try arguments.optional(redirectURL)
        overrides.cancelURL = try arguments.optional(cancelURL)
        overrides.notificationURL = try arguments.optional(notificationURL)
        overrides.metadata = try arguments.optional(metadata)
    }
}

extension Schema {
    /// A web address of at most so many characters.
    fileprivate static func address(_ lengthMax: Int) -> Schema {
        .string(lengths: 1...lengthMax, pattern: nil, format: "uri")
    }
}
