import ArgumentParser
import PaylinkClient

/// `paylink show`: shows one link.
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show one link.",
        discussion: """
            Example:
              paylink show A-1001
            """
    )

    @Argument(help: ArgumentHelp("The order ID of the link.", valueName: "order-id"))
    var orderID: String?

    @Option(name: .customLong("link-id"), help: "The daemon's own ID of the link, instead of the order ID.")
    var linkID: String?

    @Option(help: "The site; needed when the daemon serves more than one.")
    var site: String?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard (orderID == nil) != (linkID == nil) else {
            throw ValidationError("Name one link: give its order ID, or --link-id.")
        }
    }

    func run() throws {
        let link = try connection.call("getLink") { writer in
            writer.given("site", site)
            writer.given("orderId", orderID)
            writer.given("linkId", linkID)
        }
        try connection.output.result(link, LinkSummary(link).fullLines)
    }
}
