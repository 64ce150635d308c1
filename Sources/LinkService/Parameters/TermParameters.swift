import JSON
import JSONRPC
import PaymentLinks

/// The terms of a link as parameters: those of `generateLink`, and the overrides of `duplicateTransaction`.
enum TermParameters {
    static let currency = Parameter(
        "currency",
        .string("an ISO 4217 code of three upper-case letters", schema: .pattern("^[A-Z]{3}$"), Currency.init(code:)),
        "The currency, such as EUR."
    )
    static let amount = Parameter(
        "amount",
        .integer(
            "an integer in the currency's minor unit, so 4995 for 49.95 EUR",
            in: 1...Money.maximumAmount,
            notInteger: .invalidAmount
        ) { (amount) throws(Refusal) in amount },
        "The amount in the currency's minor unit: 4995 is 49.95 EUR, and 50 JPY is 50."
    )
    static let description = Parameter(
        "description",
        .string("a string of 1 to 200 characters without HTML", schema: .string(1...200), LinkDescription.init),
        "What is paid for, as the customer reads it."
    )
    static let daysActive = Parameter(
        "daysActive",
        .integer("an integer of 1 to 365", in: 1...365) { (days) throws(Refusal) in try Lifetime(days: days) },
        "How many days the link can be paid; 30 if neither this nor `secondsActive` is given."
    )
    static let secondsActive = Parameter(
        "secondsActive",
        .integer("an integer of 1 to 31536000", in: 1...31_536_000) { (seconds) throws(Refusal) in
            try Lifetime(seconds: seconds)
        },
        "How many seconds the link can be paid."
    )
    static let secondChanceEmail = Parameter(
        "secondChanceEmail",
        .boolean,
        "Whether the customer is reminded by e-mail while the link is unpaid; false if left out."
    )
    static let customer = Parameter(
        "customer",
        .object("an object", CustomerParameters.all, CustomerParameters.read),
        "Who pays: each field is optional."
    )
    static let gateway = Parameter(
        "gateway",
        .string("a payment method's code, such as IDEAL", schema: .string(1...40), Gateway.init(link:)),
        "The payment method that is chosen already."
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
        "Where the payment service reports what becomes of the payment."
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
        let money: Money
        do throws(Refusal) {
            money = try Money(minorUnits: amount, currency: currency)
        } catch {
            throw RPCError(error, at: arguments.pointer(to: Self.amount.name))
        }
        var overrides = TermOverrides()
        try read(into: &overrides, from: arguments)
        let terms = LinkTerms(money: money, description: try arguments.required(description))
        do throws(Refusal) {
            return try overrides.applied(to: terms)
        } catch {
            throw RPCError(error, at: nil)
        }
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

/// The fields of a customer.
enum CustomerParameters {
    static let firstName = Parameter(
        "firstName",
        .string("a name of 1 to 25 characters", schema: .string(1...25), PersonName.init),
        "The first name."
    )
    static let lastName = Parameter(
        "lastName",
        .string("a name of 1 to 25 characters", schema: .string(1...25), PersonName.init),
        "The last name."
    )
    static let email = Parameter(
        "email",
        .string(
            "an e-mail address",
            schema: .string(lengths: 3...64, pattern: nil, format: "email"),
            EmailAddress.init
        ),
        "The e-mail address."
    )
    static let country = Parameter(
        "country",
        .string("an ISO 3166-1 code of two upper-case letters", schema: .pattern("^[A-Z]{2}$"), Country.init(code:)),
        "The country, such as NL."
    )
    static let locale = Parameter(
        "locale",
        .string(
            "a locale such as nl_NL",
            schema: .words(CustomerLocale.allCases.map(\.text)),
            CustomerLocale.init(_:)
        ),
        "The language of the payment page."
    )

    static let all: [DeclaredParameter] = [
        firstName.optional, lastName.optional, email.optional, country.optional, locale.optional,
    ]

    static func read(_ arguments: Arguments) throws(RPCError) -> Customer {
        Customer(
            firstName: try arguments.optional(firstName),
            lastName: try arguments.optional(lastName),
            email: try arguments.optional(email),
            country: try arguments.optional(country),
            locale: try arguments.optional(locale)
        )
    }
}

extension Schema {
    /// A web address of at most so many characters.
    fileprivate static func address(_ lengthMax: Int) -> Schema {
        .string(lengths: 1...lengthMax, pattern: nil, format: "uri")
    }
}

extension ParameterType where Value == Metadata {
    /// An object of strings.
    static let metadata = ParameterType(
        expectation: "an object whose values are strings",
        schema: .map(to: .string(0...500))
    ) { (value, pointer) throws(RPCError) in
        guard value.kind == .object else { throw .unexpected(value, at: pointer, "an object whose values are strings") }
        var entries: [(key: String, value: String)] = []
        for (name, member) in value.members {
            guard let string = member.string else {
                throw RPCError(
                    Refusal(.invalidMetadata, "Every value of `metadata` must be a string; put numbers in quotes."),
                    at: "\(pointer)/\(name.jsonPointerToken)"
                )
            }
            entries.append((key: name, value: string))
        }
        do throws(Refusal) {
            return try Metadata(entries)
        } catch {
            throw RPCError(error, at: pointer)
        }
    }
}
