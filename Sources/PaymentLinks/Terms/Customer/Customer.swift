/// Who is to pay, as far as the shop says; everything is optional.
///
/// The payment page fills itself in with it, and a reminder needs the e-mail address.
package struct Customer: Sendable, Hashable {
    /// The given name.
    package var firstName: PersonName?
    /// The family name.
    package var lastName: PersonName?
    /// Where a reminder goes.
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
}
