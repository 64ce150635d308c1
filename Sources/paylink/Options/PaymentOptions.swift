import ArgumentParser
import JSON
import PaylinkClient

/// What is known of a payment beside its amount.
struct PaymentOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "Where the money came from or went, in words for people.")
    var note: String?

    @Option(parsing: .unconditional, help: "The payment service's or the bank's name for the transaction.")
    var transactionId: String?

    @Option(help: ArgumentHelp("When it happened; now if left out.", valueName: "time"))
    var at: String?

    /// What became of a link.
    struct Outcome {
        let link: JSONValue
        let amount: Int64
        /// Whether it changed anything: the same payment may have been reported before.
        let isNew: Bool

        var orderID: String { link.text("orderId") }
        var price: Int64 { link["amount"]?.integer ?? 0 }
        var paid: Int64 { link["paidAmount"]?.integer ?? 0 }

        /// An amount in the link's currency.
        func text(_ minorUnits: Int64) -> String { AmountText.withCurrency(minorUnits, link.text("currency")) }
    }

    /// What is said when nothing was added.
    static let alreadyRecorded =
        "this was reported before, and nothing was added; if it is another payment, say it with --note."

    /// Reports a movement of money.
    func record(
        _ status: StaticString,
        _ amount: String,
        of order: OrderArgument,
        _ connection: ConnectionOptions
    ) throws -> Outcome {
        let moment = try at.map { try TimeArgument.rfc3339($0) }
        let daemon = try connection.open()
        let before = try order.link(connection, daemon)
        let currency = try WordArgument.currency(before.text("currency"))
        let minorUnits = try AmountArgument.minorUnits(amount, currency)
        let key = OrderArgument.Key(link: before)
        let link = try connection.call(daemon, "recordPayment") { writer in
            key.write(to: &writer)
            writer.member("status", "\(status)")
            writer.member("amount", minorUnits)
            writer.given("transactionId", transactionId)
            writer.given("occurredAt", moment)
            writer.given("note", note)
        }
        let isNew = link["recorded"]?.bool ?? (link["version"]?.integer != before["version"]?.integer)
        return Outcome(link: link, amount: minorUnits, isNew: isNew)
    }
}
