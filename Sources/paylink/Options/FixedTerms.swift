import ArgumentParser

/// The terms that `update` can't change, taken only to say what does.
struct FixedTerms: ParsableArguments {
    @Option(parsing: .unconditional) var amount: String?
    @Option var currency: String?
    @Option(parsing: .unconditional) var description: String?
    @Option var firstName: String?
    @Option var lastName: String?
    @Option var email: String?
    @Option var country: String?
    @Option var locale: String?
    @Option var gateway: String?

    /// The first that was given, with its name.
    var given: (name: String, value: String)? {
        let terms = [
            ("amount", amount), ("currency", currency), ("description", description), ("first-name", firstName),
            ("last-name", lastName), ("email", email), ("country", country), ("locale", locale), ("gateway", gateway),
        ]
        return terms.lazy.compactMap { name, value in value.map { (name, $0) } }.first
    }
}
