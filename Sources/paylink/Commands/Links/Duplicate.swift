import ArgumentParser
import JSON

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
        let link = try copy.make(supersede: supersede, request, connection)
        try connection.output.result(link, LinkSummary(link).briefLines)
    }
}
