import ArgumentParser
import JSON
import PaylinkClient

/// `paylink pay`: records money that came.
struct Pay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record money that came for an order: in cash, by bank transfer, or in part.",
        discussion: """
            The amount is in the link's currency: 49.95 or 49,95; three decimals only after a point: 1.250. The same payment said again is recorded once; tell two \
            payments of the same amount apart with --note or --transaction-id.

            Example:
              paylink pay A-1001 12.50 --note "Bank, 27 November"
            """
    )

    @OptionGroup var order: OrderArgument

    @Argument(help: "How much came, such as 12.50.")
    var amount: String

    @OptionGroup(title: "Payment") var payment: PaymentOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let moved = try payment.record("completed", amount, of: order, connection)
        let line =
            moved.isNew
            ? "\(moved.amountText) received\(moved.money.afterPayment(of: moved.amount))" : payment.alreadyRecorded
        try connection.output.result(moved.link) { _ in ["Order \(moved.orderID): \(line)".printable] }
        connection.tellWarnings(of: moved.link)
    }
}
