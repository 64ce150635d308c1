import ArgumentParser

/// What a new link can't do without.
struct NewLinkOptions: ParsableArguments {
    @Option(name: .customLong("order-id"), help: "The shop's own name for the order, unique within the site.")
    var orderID: String?

    @Option(parsing: .unconditional, help: "How much is to be paid, such as 49.95.")
    var amount: String?

    @Option(help: "The currency's ISO 4217 code, such as EUR.")
    var currency: String?

    @Option(parsing: .unconditional, help: "What is paid for, as the customer reads it.")
    var description: String?

    @Option(help: ArgumentHelp("If the order has a link: error, return it, or reissue a dead one.", valueName: "what"))
    var onExisting: String?

    @Option(help: "The site; needed when the daemon serves more than one.")
    var site: String?

    /// Whether nothing was given that is of one link alone.
    var isEmpty: Bool { [orderID, amount, currency, description].allSatisfy { $0 == nil } }

    /// Refuses a call without something that a link needs; the words are ArgumentParser's for a missing option.
    func requireAll() throws {
        let needed = [
            ("order-id", orderID), ("amount", amount), ("currency", currency), ("description", description),
        ]
        for (name, value) in needed where value == nil {
            throw ValidationError("Missing expected argument '--\(name) <\(name)>'")
        }
    }
}
