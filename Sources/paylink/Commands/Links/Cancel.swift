import ArgumentParser
import JSON
import JSONRPC
import PaylinkClient

/// `paylink cancel`: makes a link unpayable.
struct Cancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cancel a link, so that nobody can pay it any more.",
        discussion: """
            Example:
              paylink cancel A-1001 --reason "ordered twice"
            """
    )

    @Argument(help: ArgumentHelp("The order ID of the link.", valueName: "order-id"))
    var orderID: String

    @Option(parsing: .unconditional, help: "Why, in words for people; kept in the journal.")
    var reason: String?

    @Option(help: "Cancel only while the link still has this version.")
    var ifVersion: Int64?

    @Option(help: "The site; needed when the daemon serves more than one.")
    var site: String?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let link = try connection.call("cancelLink") { writer in
            writer.given("site", site)
            writer.member("orderId", orderID)
            writer.given("reason", reason)
            writer.given("ifVersion", ifVersion)
        }
        try connection.output.result(link, LinkSummary(link).cancelledLines)
    }
}
