/// The language and country of the payment page and of reminders.
///
/// The values of `locale` in MultiSafepay's order API, and `da_DK`, which that service needs for Dankort. The service
/// uses `en_US` without a locale. An unknown locale is refused, so that a typing error is seen.
package enum CustomerLocale: String, Sendable, Hashable, CaseIterable {
    case csCZ = "cs_CZ"
    case daDK = "da_DK"
    case deAT = "de_AT"
    case deDE = "de_DE"
    case enUS = "en_US"
    case esES = "es_ES"
    case fiFI = "fi_FI"
    case frBE = "fr_BE"
    case frFR = "fr_FR"
    case itIT = "it_IT"
    case nlBE = "nl_BE"
    case nlNL = "nl_NL"
    case plPL = "pl_PL"
    case svSE = "sv_SE"
    case zhCN = "zh_CN"

    /// Takes a locale in the form `nl_NL`.
    ///
    /// - Parameter text: The locale.
    /// - Throws: `invalidCustomer`; the message lists every locale.
    package init(_ text: String) throws(Refusal) {
        // A String comparison would take the Kelvin sign for the letter K.
        guard text.utf8.count == 5, let locale = CustomerLocale(rawValue: text) else {
            let allowed = CustomerLocale.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal(
                .invalidCustomer,
                "The locale \(Refusal.excerpt(of: text)) isn't one of \(allowed); leave it out for en_US."
            )
        }
        self = locale
    }

    /// The locale in the form `nl_NL`.
    package var text: String { rawValue }
}
