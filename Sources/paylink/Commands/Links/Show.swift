import ArgumentParser
import JSON
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

    @Argument(
        help: ArgumentHelp("The order ID, the link ID or the URL.", valueName: "order"),
        completion: OrderCompletion.kind
    )
    var order: String?

    @Option(name: .customLong("link-id"), help: "The daemon's own ID of the link, instead of the order ID.")
    var linkID: String?

    @Option(help: "The site; needed when the daemon serves more than one.")
    var site: String?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard (order == nil) != (linkID == nil) else {
            throw ValidationError("Name one link: give its order ID, its link ID or its URL.")
        }
    }

    func run() throws {
        let daemon = try connection.open()
        let link = try link(daemon)
        guard !connection.json else { return try connection.output.json(link) }
        let attempts = Attempts(connection: connection).payable(beside: link, daemon)
        let summary = LinkSummary(link)
        let user = lastUser(of: link, daemon)
        let money = LinkMoney(link)
        let carry = money.restByNewLink > 0 ? CarryAdvice(for: money, connection, daemon) : nil
        try connection.output.result(link) {
            summary.fullLines($0, changedBy: user, attempts: attempts, carry: carry)
        }
    }

    private func link(_ daemon: Connection) throws -> JSONValue {
        if let order { return try OrderReference.link(order, site: site, connection, daemon) }
        return try connection.call(daemon, "getLink") { writer in
            writer.given("site", site)
            writer.given("linkId", linkID)
        }
    }

    /// Who made the last change of a link; empty if that can't be had, since the link itself matters more.
    private func lastUser(of link: JSONValue, _ daemon: Connection) -> String {
        guard let seq = link["seq"]?.integer, seq > 0 else { return "" }
        let page = try? connection.call(daemon, "listEvents") { writer in
            writer.member("after", seq - 1)
            writer.member("limit", Int64(1))
        }
        return UserName.text(actor: page?["events"]?.elements.first { _ in true }?["actor"])
    }
}
