import ArgumentParser
import JSONRPC
import PaylinkClient

/// `paylink generate`: makes a payment link.
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a payment link.",
        discussion: """
            The first line of the output is the link's URL. The amount is exact: 49.95 EUR, 50 JPY, 1.250 KWD.

            Example:
              paylink generate --order-id A-1001 --amount 49.95 --currency EUR \\
                --description "Two chairs" --days 14 --email ada@example.org
            """
    )

    @OptionGroup(title: "Link") var link: NewLinkOptions
    @OptionGroup(title: "Terms") var terms: TermOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let minorUnits = try AmountArgument.minorUnits(link.amount, currency: link.currency)
        let notes = try terms.notes()
        let made = try connection.call("generateLink") { writer in
            writer.member("orderId", link.orderID)
            writer.member("currency", link.currency)
            writer.member("amount", minorUnits)
            writer.member("description", link.description)
            terms.write(to: &writer, notes: notes)
            writer.given("onExisting", link.onExisting)
            request.write(to: &writer)
        }
        try connection.output.result(made, LinkSummary(made).briefLines)
    }
}

/// What a new link can't do without.
struct NewLinkOptions: ParsableArguments {
    @Option(name: .customLong("order-id"), help: "The shop's own name for the order, unique within the site.")
    var orderID: String

    @Option(parsing: .unconditional, help: "How much is to be paid, such as 49.95.")
    var amount: String

    @Option(help: "The currency's ISO 4217 code, such as EUR.")
    var currency: String

    @Option(parsing: .unconditional, help: "What is paid for, as the customer reads it.")
    var description: String

    @Option(help: ArgumentHelp("If the order has a link: error, return it, or reissue a dead one.", valueName: "what"))
    var onExisting: String?
}
