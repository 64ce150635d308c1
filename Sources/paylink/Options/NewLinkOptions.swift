import ArgumentParser

/// What a new link can't do without.
struct NewLinkOptions: ParsableArguments {
    @Option(
        name: .customLong("order-id"),
        parsing: .unconditional,
        help: "The shop's own name for the order, unique within the site."
    )
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

    /// Refuses a call without something that a link needs, and names all of it at once.
    func requireAll() throws {
        let needed = [
            ("--order-id A-1001", orderID), ("--amount 49.95", amount), ("--currency EUR", currency),
            ("--description \"Two chairs\"", description),
        ]
        let missing = needed.filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty else {
            throw ValidationError("Add what a link needs too: \(missing.joined(separator: " "))")
        }
    }
}
