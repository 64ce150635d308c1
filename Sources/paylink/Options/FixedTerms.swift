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

    /// What was given, as words of a command line.
    var words: [String] {
        var words: [String] = []
        words.give("--amount", amount)
        words.give("--currency", currency)
        words.give("--description", description)
        words.give("--first-name", firstName)
        words.give("--last-name", lastName)
        words.give("--email", email)
        words.give("--country", country)
        words.give("--locale", locale)
        words.give("--gateway", gateway)
        return words
    }
}
