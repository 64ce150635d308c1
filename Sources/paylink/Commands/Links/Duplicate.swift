import ArgumentParser
import JSON
import PaylinkClient
import PaymentLinks

/// `paylink duplicate`: makes a new link from an existing order.
struct Duplicate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new link from an existing order, under a new order ID.",
        discussion: """
            What you don't give stays as it is. The old link may be in any state and stays as it is too; to end it, use \
            paylink replace.

            Example:
              paylink duplicate A-1001 A-1001-2 --amount 39.95 --days 7
            """
    )

    @OptionGroup var copy: CopyOptions

    @Flag(help: "Cancel the old link in the same step, as paylink replace does.")
    var supersede = false

    @Flag(help: "With --supersede, count what was paid of the old link for the new one.")
    var carryPaid = false

    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard !carryPaid || supersede else {
            throw ValidationError(
                "--carry-paid needs --supersede: money counts for a link that takes the place of the old."
            )
        }
    }

    func run() throws {
        let start = Instant.now
        let daemon = try connection.open()
        let link = try copy.make(supersede: supersede, carryPaid: carryPaid, request, connection, daemon)
        try connection.output.result(link, LinkSummary(link).briefLines)
        connection.tellWarnings(of: link)
        request.tellRepetition(of: link, since: start, connection, daemon)
        if !supersede, !connection.json { tellOthers(beside: link, daemon) }
    }

    /// A second link that can be paid is a second payment that may come.
    private func tellOthers(beside link: JSONValue, _ daemon: Connection) {
        for other in Attempts(connection: connection).open(behind: link, daemon) {
            let orderID = other.text("orderId")
            guard other.text("status") != LinkStatus.uncleared.rawValue else {
                Output.complain(
                    "Order \(orderID) is uncleared: money for it may be on its way, and this link asks again."
                )
                continue
            }
            let command = AdvisedCommand.text("cancel", orderID, site: other.text("site"))
            Output.complain("Order \(orderID) can still be paid too; to end that: \(command)")
        }
    }
}
