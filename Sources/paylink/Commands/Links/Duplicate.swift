import ArgumentParser
import JSON
import PaylinkClient

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

    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let daemon = try connection.open()
        let link = try copy.make(supersede: supersede, request, connection, daemon)
        try connection.output.result(link, LinkSummary(link).briefLines)
        connection.tellWarnings(of: link)
        if !supersede, !connection.json { tellOthers(beside: link, daemon) }
    }

    /// A second link that can be paid is a second payment that may come.
    private func tellOthers(beside link: JSONValue, _ daemon: Connection) {
        guard !link.text("duplicateOf").isEmpty else { return }
        let key = OrderArgument.Key(site: link["site"]?.string, orderID: link.text("duplicateOf"))
        guard let old = try? connection.call(daemon, "getLink", key.write) else { return }
        let others =
            [old].filter { $0.text("status") == "active" }
            + Attempts(connection: connection).payable(beside: old, daemon)
        for orderID in others.map({ $0.text("orderId") }) where orderID != link.text("orderId") {
            Output.complain(
                "Order \(orderID) can still be paid too; to end that: paylink cancel \(orderID.shellWord)".printable
            )
        }
    }
}
