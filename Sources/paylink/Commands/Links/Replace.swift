import ArgumentParser
import JSON
import PaymentLinks

/// `paylink replace`: puts a new link in the place of an existing one.
struct Replace: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a new link with other terms in the place of an existing one.",
        discussion: """
            The old link is cancelled in the same step, so that at no moment both can be paid. What you don't give stays \
            as it is. Of a link that is paid in part, --carry-paid counts what was paid for the new one.

            Example:
              paylink replace A-1001 A-1001-2 --amount 39.95
            """
    )

    @OptionGroup var copy: CopyOptions

    @Flag(help: "Count what was paid of the old link for the new one.")
    var carryPaid = false

    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let start = Instant.now
        let daemon = try connection.open()
        let link = try copy.make(supersede: true, carryPaid: carryPaid, request, connection, daemon)
        try connection.output.result(link, LinkSummary(link).briefLines)
        connection.tellWarnings(of: link)
        request.tellRepetition(of: link, since: start, connection, daemon)
    }
}
