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

    @OptionGroup var order: OrderArgument

    @Option(parsing: .unconditional, help: "Why, in words for people; kept in the journal.")
    var reason: String?

    @Option(help: "Cancel only while the link still has this version.")
    var ifVersion: Int64?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let daemon = try connection.open()
        let key = try order.key(connection, daemon)
        let link = try connection.call(daemon, "cancelLink") { writer in
            key.write(to: &writer)
            writer.given("reason", reason)
            writer.given("ifVersion", ifVersion)
        }
        guard !connection.json else { return try connection.output.json(link) }
        let attempts = Attempts(connection: connection).payable(beside: link, daemon)
        let holders = (try? OrderMoney.holders(of: link, connection, daemon)) ?? []
        let money = LinkMoney(link)
        let carry = money.isHeldForNothing ? CarryAdvice(for: money, connection, daemon) : nil
        let newest = try? OrderMoney.newest(after: link, connection, daemon)
        try connection.output.result(link) { _ in
            LinkSummary(link).cancelledLines(newest: newest, attempts: attempts, holders: holders, carry: carry)
        }
    }
}
