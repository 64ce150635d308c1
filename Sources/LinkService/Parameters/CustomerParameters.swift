import JSONRPC
import PaymentLinks

/// The fields of a customer.
enum CustomerParameters {
    static let firstName = Parameter(
        "firstName",
        ParameterType<PersonName>.text(),
        "The first name."
    )
    static let lastName = Parameter(
        "lastName",
        ParameterType<PersonName>.text(),
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
