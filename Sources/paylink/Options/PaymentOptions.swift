import ArgumentParser
import Glibc
import JSON
import PaylinkClient
import PaymentLinks

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
        let money: OrderMoney

        var orderID: String { link.text("orderId") }

        /// How much moved, in the link's currency.
        var amountText: String { AmountText.withCurrency(amount, link.text("currency")) }
    }

    /// What is said when nothing was added: two movements of one amount differ by their transaction, else by a note.
    var alreadyRecorded: String {
        let option = transactionId == nil ? "--note" : "--transaction-id"
        let another = transactionId == nil && note == nil ? "a" : "another"
        return
            "this was reported before, and nothing was added; if it is another payment, say it with \(another) \(option)."
    }

    /// Reports a movement of money.
    func record(
        _ status: StaticString,
        _ amount: String,
        of order: OrderArgument,
        _ connection: ConnectionOptions
    ) throws -> Outcome {
        let moment = try at.map { try TimeArgument.rfc3339($0) }
        try Self.refuseFuture(moment)
        let daemon = try connection.open()
        try refuseSwapped(order, amount)
        let before = try link(of: order, connection, daemon)
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
        let money = connection.json ? OrderMoney(link: LinkMoney(link)) : try OrderMoney(of: link, connection, daemon)
        return Outcome(link: link, amount: minorUnits, isNew: isNew, money: money)
    }

    /// Money that has not moved yet can't be recorded; clocks may differ a little.
    private static func refuseFuture(_ moment: String?) throws(UsageError) {
        guard let moment, let moment = try? Instant(rfc3339: moment) else { return }
        guard moment.milliseconds <= (Int64(time(nil)) + 120) * 1000 else {
            throw UsageError("--at is in the future; record the money when it has come.")
        }
    }

    /// The link, or what to do about an order that has none.
    private func link(
        of order: OrderArgument,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> JSONValue {
        do throws(ToolFailure) {
            return try order.link(connection, daemon)
        } catch .refused(let error, asJSON: false) where error.kind == "unknownOrder" {
            Output.complain(
                (["paylink: " + RefusalText.lines(error).joined(separator: "\n")] + [
                    "To account for money without an order, make a link for it first: "
                        + AdvisedCommand.text(
                            ["generate", "--order-id", order.order, "--amount", "AMOUNT", "--currency", "EUR"]
                                + ["--description", "TEXT"],
                            site: order.site
                        )
                ]).joined(separator: "\n")
            )
            throw .ended(.refused)
        } catch {
            throw error
        }
    }

    /// Refuses an order and an amount that stand in each other's place: `12.50 A-1001`.
    private func refuseSwapped(_ order: OrderArgument, _ amount: String) throws(UsageError) {
        let isAmount = { (text: String) in
            text.contains { ".,".contains($0) } && text.allSatisfy { "0123456789.,".contains($0) }
        }
        guard isAmount(order.order), !amount.contains(where: { ".,".contains($0) }), amount.contains(where: \.isLetter)
        else {
            return
        }
        throw UsageError("The order comes first, then the amount: \(amount.shellWord) \(order.order).")
    }
}
