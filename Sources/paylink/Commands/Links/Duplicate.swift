import ArgumentParser
import JSON
import PaylinkClient

/// `paylink duplicate`: makes a new link from an existing order.
struct Duplicate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new link from an existing order, under a new order ID.",
        discussion: """
            What you don't give stays as it is. The old link may be in any state; --supersede cancels it at once.

            Example:
              paylink duplicate A-1001 A-1001-2 --amount 39.95 --days 7 --supersede
            """
    )

    @Argument(help: ArgumentHelp("The order ID of the existing link.", valueName: "order-id"))
    var orderID: String

    @Argument(help: ArgumentHelp("The order ID of the new link.", valueName: "new-order-id"))
    var newOrderID: String

    @Option(parsing: .unconditional, help: "How much is to be paid, such as 39.95.")
    var amount: String?

    @Option(help: "The currency's ISO 4217 code, such as EUR.")
    var currency: String?

    @Option(parsing: .unconditional, help: "What is paid for, as the customer reads it.")
    var description: String?

    @OptionGroup(title: "Terms") var terms: TermOptions

    @Flag(help: "Cancel the old link in the same step.")
    var supersede = false

    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let notes = try terms.notes()
        let daemon = try connection.open()
        let minorUnits = try minorUnits(daemon)
        var overrides = JSONWriter()
        overrides.object { writer in
            writer.given("currency", currency)
            writer.given("amount", minorUnits)
            writer.given("description", description)
            terms.write(to: &writer, notes: notes)
        }
        let link = try connection.call(daemon, "duplicateTransaction") { writer in
            writer.member("orderId", orderID)
            writer.member("newOrderId", newOrderID)
            if overrides.bytes.count > "{}".utf8.count {
                writer.key("overrides")
                writer.raw(overrides.bytes)
            }
            if supersede { writer.member("supersede", true) }
            request.write(to: &writer)
        }
        try connection.output.result(link, LinkSummary(link).briefLines)
    }

    /// An amount alone is in the old link's currency, which never changes.
    private func minorUnits(_ daemon: Connection) throws -> Int64? {
        guard let amount else { return nil }
        if let currency { return try AmountArgument.minorUnits(amount, currency: currency) }
        let link = try connection.call(daemon, "getLink") { writer in
            writer.given("site", request.site)
            writer.member("orderId", orderID)
        }
        return try AmountArgument.minorUnits(amount, currency: link["currency"]?.string ?? "")
    }
}
