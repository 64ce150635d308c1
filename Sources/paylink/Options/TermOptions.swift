import ArgumentParser
import JSON
import PaylinkClient

/// The optional terms of a link, for a new one or a duplicate.
struct TermOptions: ParsableArguments {
    @Option(help: "How many days the link can be paid, 1 to 365. (default: 30, of a copy as long as its original)")
    var days: Int64?

    @Option(help: "How many seconds the link can be paid, instead of --days.")
    var seconds: Int64?

    @Option(parsing: .unconditional, help: "The customer's first name.")
    var firstName: String?

    @Option(parsing: .unconditional, help: "The customer's last name.")
    var lastName: String?

    @Option(help: "The customer's e-mail address.")
    var email: String?

    @Option(help: "The customer's country, such as NL.")
    var country: String?

    @Option(help: "The language of the payment page, such as nl or nl_BE.")
    var locale: String?

    @Option(help: "A payment method that is chosen already, such as IDEAL.")
    var gateway: String?

    @Option(name: .customLong("redirect-url"), help: "Where the customer goes after paying.")
    var redirectURL: String?

    @Option(name: .customLong("cancel-url"), help: "Where the customer goes after giving up.")
    var cancelURL: String?

    @Option(name: .customLong("notification-url"), help: "Where the payment service reports what becomes of it.")
    var notificationURL: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A note of the shop's own; may be repeated.", valueName: "key=value")
    )
    var metadata: [String] = []

    @Flag(inversion: .prefixedNo, help: "Remind the customer by e-mail while the link is unpaid.")
    var secondChanceEmail: Bool?

    /// Whether nothing was given.
    var isEmpty: Bool {
        let texts = [firstName, lastName, email, country, locale, gateway, redirectURL, cancelURL, notificationURL]
        return days == nil && seconds == nil && secondChanceEmail == nil && metadata.isEmpty
            && texts.allSatisfy { $0 == nil }
    }

    /// What was given, as words of a command line.
    var words: [String] {
        var words: [String] = []
        words.give("--days", days.map(String.init))
        words.give("--seconds", seconds.map(String.init))
        words.give("--first-name", firstName)
        words.give("--last-name", lastName)
        words.give("--email", email)
        words.give("--country", country)
        words.give("--locale", locale)
        words.give("--gateway", gateway)
        words.give("--redirect-url", redirectURL)
        words.give("--cancel-url", cancelURL)
        words.give("--notification-url", notificationURL)
        for note in metadata { words.give("--metadata", note) }
        if let secondChanceEmail {
            words.append(secondChanceEmail ? "--second-chance-email" : "--no-second-chance-email")
        }
        return words
    }

    /// Checks what the tool itself can check.
    func notes() throws(UsageError) -> [KeyValue] {
        var notes: [KeyValue] = []
        for argument in metadata { notes.append(try KeyValue(argument: argument)) }
        return notes
    }

    /// Writes the terms that were given.
    func write(to writer: inout JSONWriter, notes: [KeyValue]) {
        writer.given("daysActive", days)
        writer.given("secondsActive", seconds)
        writer.given("secondChanceEmail", secondChanceEmail)
        if [firstName, lastName, email, country, locale].contains(where: { $0 != nil }) {
            writer.object("customer", customer)
        }
        writer.given("gateway", gateway.map(WordArgument.upperCase))
        writer.given("redirectUrl", redirectURL)
        writer.given("cancelUrl", cancelURL)
        writer.given("notificationUrl", notificationURL)
        writer.notes(notes)
    }

    private func customer(_ writer: inout JSONWriter) {
        writer.given("firstName", firstName)
        writer.given("lastName", lastName)
        writer.given("email", email)
        writer.given("country", country.map(WordArgument.upperCase))
        writer.given("locale", locale.map(WordArgument.locale))
    }
}
