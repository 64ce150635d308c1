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
        /// The link that takes the place of this one.
        var successor: Standing?

        var orderID: String { link.text("orderId") }
        var paid: Int64 { link["paidAmount"]?.integer ?? 0 }
        var rest: String { Standing(link: link).rest }

        /// An amount in the link's currency.
        func text(_ minorUnits: Int64) -> String { AmountText.withCurrency(minorUnits, link.text("currency")) }
    }

    /// How much of a link is paid.
    struct Standing {
        let link: JSONValue

        var orderID: String { link.text("orderId") }

        /// Whether it was paid in full before, so that other money does not count for it.
        var isPaid: Bool { LinkStatus(rawValue: link.text("status"))?.isPaid ?? false }

        /// What is open, or too much, in words.
        var rest: String {
            let paid = link["paidAmount"]?.integer ?? 0
            let due = link["dueAmount"]?.integer ?? max(0, (link["amount"]?.integer ?? 0) - paid)
            guard due == 0 else { return "\(text(due)) are still to be paid" }
            guard let excess = link["overpaidAmount"]?.integer, excess > 0 else { return "nothing is left to pay" }
            return "\(text(excess)) more than was asked; what you give back is recorded by paylink refund"
        }

        private func text(_ minorUnits: Int64) -> String { AmountText.withCurrency(minorUnits, link.text("currency")) }
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
        let successor = try successor(of: link, connection, daemon).map { Standing(link: $0) }
        return Outcome(link: link, amount: minorUnits, isNew: isNew, successor: successor)
    }

    /// Money that has not moved yet can't be recorded; clocks may differ a little.
    private static func refuseFuture(_ moment: String?) throws(UsageError) {
        guard let moment, let moment = try? Instant(rfc3339: moment) else { return }
        guard moment.milliseconds <= (Int64(time(nil)) + 120) * 1000 else {
            throw UsageError("--at is in the future; record the money when it has come.")
        }
    }

    /// The last link that takes the place of one; nil if there is none.
    private func successor(
        of link: JSONValue,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> JSONValue? {
        var last: JSONValue?
        while let orderID = (last ?? link)["supersededBy"]?.string {
            let key = OrderArgument.Key(site: link["site"]?.string, orderID: orderID)
            last = try connection.call(daemon, "getLink") { key.write(to: &$0) }
        }
        return last
    }
}
