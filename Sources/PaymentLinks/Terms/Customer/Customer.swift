/// The customer, as far as the shop knows; every member is optional.
///
/// The payment page is filled in from it, and a reminder needs the e-mail address.
package struct Customer: Sendable, Hashable {
    /// The given name.
    package var firstName: PersonName?
    /// The family name.
    package var lastName: PersonName?
    /// The address for reminders.
    package var email: EmailAddress?
    /// Decides, before the locale, which payment methods are shown.
    package var country: Country?
    /// Decides the language of the payment page.
    package var locale: CustomerLocale?

    /// Makes a customer of what is known.
    package init(
        firstName: PersonName? = nil,
        lastName: PersonName? = nil,
        email: EmailAddress? = nil,
        country: Country? = nil,
        locale: CustomerLocale? = nil
    ) {
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.country = country
        self.locale = locale
    }

    /// Whether nothing is known.
    package var isEmpty: Bool {
        self == Customer()
    }

    /// The names as they are said, the first before the last; empty if neither is known.
    package var fullName: String {
        [firstName, lastName].compactMap { $0?.text }.joined(separator: " ")
    }

    /// Whether this is the customer's e-mail address, ignoring the case of ASCII letters.
    package func has(_ email: EmailAddress) -> Bool {
        self.email.map { $0.text.asciiUppercased == email.text.asciiUppercased } ?? false
    }
}
