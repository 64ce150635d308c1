import JSON
import PaymentLinks

extension Customer {
    /// Reads the `customer` of an order; what no link can have is left out.
    init(_ value: JSONValue?) {
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { value?[$0]?.looseText }.first { !$0.isEmpty }
        }
        self.init(
            firstName: text("first_name", "firstname").flatMap { try? PersonName($0) },
            lastName: text("last_name", "lastname").flatMap { try? PersonName($0) },
            email: text("email").flatMap { try? EmailAddress($0) },
            country: text("country").flatMap { try? Country(code: $0) },
            locale: text("locale").flatMap { try? CustomerLocale($0) }
        )
    }
}
