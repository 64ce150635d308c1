import ArgumentParser
import JSON
import PaylinkClient
import PaymentLinks

/// What makes a new link from an existing order.
struct CopyOptions: ParsableArguments {
    @OptionGroup var order: OrderArgument

    @Argument(help: ArgumentHelp("The order ID of the new link.", valueName: "new-order-id"))
    var newOrderID: String

    @Option(parsing: .unconditional, help: "How much is to be paid, such as 39.95.")
    var amount: String?

    @Option(help: "The currency's ISO 4217 code, such as EUR; it needs --amount.")
    var currency: String?

    @Option(parsing: .unconditional, help: "What is paid for, as the customer reads it.")
    var description: String?

    @OptionGroup(title: "Terms") var terms: TermOptions

    func validate() throws {
        guard currency == nil || amount != nil else {
            throw ValidationError("Give --amount too: 10.00 EUR are not 10.00 of another currency.")
        }
    }

    /// Makes the link.
    func make(
        supersede: Bool,
        carryPaid: Bool = false,
        _ request: RequestOptions,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws -> JSONValue {
        let notes = try terms.notes()
        let currencyCode = try currency.map { try WordArgument.currency($0).code }
        let key = try order.key(connection, daemon)
        let minorUnits = try minorUnits(key, connection, daemon)
        var overrides = JSONWriter()
        overrides.object { writer in
            writer.given("currency", currencyCode)
            writer.given("amount", minorUnits)
            writer.given("description", description)
            terms.write(to: &writer, notes: notes)
        }
        return try connection.call(daemon, "duplicateTransaction") { writer in
            key.write(to: &writer)
            writer.member("newOrderId", newOrderID)
            if overrides.bytes.count > "{}".utf8.count {
                writer.key("overrides")
                writer.raw(overrides.bytes)
            }
            if supersede { writer.member("supersede", true) }
            if carryPaid { writer.member("carryPaid", true) }
            request.write(to: &writer)
        }
    }

    /// An amount alone is in the old link's currency, which never changes.
    private func minorUnits(
        _ key: OrderArgument.Key,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws -> Int64? {
        guard let amount else { return nil }
        if let currency { return try AmountArgument.minorUnits(amount, WordArgument.currency(currency)) }
        let link = try connection.call(daemon, "getLink") { key.write(to: &$0) }
        return try AmountArgument.minorUnits(amount, WordArgument.currency(link.text("currency")))
    }
}
