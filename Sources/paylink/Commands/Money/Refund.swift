import ArgumentParser
import JSON
import PaylinkClient

/// `paylink refund`: records money that went back.
struct Refund: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record money that was given back to the customer.",
        discussion: """
            It records what you did; it moves no money itself. The amount is in the link's currency.

            Example:
              paylink refund A-1001 12.50 --note "Chair returned"
            """
    )

    @OptionGroup var order: OrderArgument

    @Argument(help: "How much went back, such as 12.50.")
    var amount: String

    @OptionGroup(title: "Payment") var payment: PaymentOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let moved: PaymentOptions.Outcome
        do {
            moved = try payment.record("refunded", amount, of: order, connection)
        } catch ToolFailure.refused(let error, asJSON: false) where Self.isUnpaid(error) {
            Output.complain("paylink: Nothing was paid of \(order.order), so nothing can be given back.")
            throw ToolFailure.ended(.refused)
        }
        let line =
            moved.isNew ? "\(moved.amountText) given back, \(moved.money.afterRefund)" : payment.alreadyRecorded
        try connection.output.result(moved.link) { _ in ["Order \(moved.orderID): \(line)".printable] }
        connection.tellWarnings(of: moved.link)
    }

    private static func isUnpaid(_ error: RemoteError) -> Bool {
        guard error.kind == "invalidTransition", let link = error.json["data"]?["current"] else { return false }
        return ["paidAmount", "carriedAmount"].allSatisfy { link[$0]?.integer ?? 0 == 0 }
    }
}
