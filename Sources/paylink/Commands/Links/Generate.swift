import ArgumentParser
import JSON
import JSONRPC
import PaylinkClient
import PaymentLinks

/// `paylink generate`: makes a payment link.
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a payment link, or one for each row of a CSV file.",
        discussion: """
            The first line of the output is the link's URL. The amount is exact: 49.95 EUR, 50 JPY, 1.250 KWD.

            Example:
              paylink generate --order-id A-1001 --amount 49.95 --currency EUR \\
                --description "Two chairs" --days 14 --email ada@example.org --qr

            --from takes a CSV file (UTF-8, separated by commas, semicolons or tabs) whose first row names the columns:
              \(ImportColumn.names.joined(separator: ", ").wrapped(toColumnCount: 70).joined(separator: "\n  "))
            Amounts are written as above, or as 49,95; three decimals follow a comma only in a file with \
            semicolons. Cells at the end of a row may be left out; an empty cell counts as left out. Only \
            --site, --on-existing, --dry-run and --json go with it; with --json each link is a line of JSON.

            Every row is checked before the first link is made. Then the rows are recorded in as few calls as the \
            daemon's limits allow, and each call is all or nothing: with the default limits some 2500 rows go into one, \
            and with larger ones (values, lineBytes, unsentBytes) some 40000. If a longer file is interrupted, the calls so \
            far stay recorded; run the same command again, and it goes on where it stopped and makes nothing twice.

            Everybody on this machine can see a command line while it runs. To keep what is known of a customer out of it, \
            let a single row come from standard input too, with --from -.

            Example:
              paylink generate --from orders.csv --dry-run
            """
    )

    @Option(help: ArgumentHelp("Make a link for each row of this CSV file; - is standard input.", valueName: "file"))
    var from: String?

    @Flag(help: "Show the URL as a QR code below it.")
    var qr = false

    @OptionGroup(title: "Link") var link: NewLinkOptions
    @OptionGroup(title: "Terms") var terms: TermOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard !qr || !(connection.json || request.dryRun) else {
            throw ValidationError(
                "--qr shows the code to people, of a link that is made; leave out --json and --dry-run."
            )
        }
        guard from != nil else { return try link.requireAll() }
        guard link.isEmpty, terms.isEmpty, request.idempotencyKey == nil, !qr else {
            throw ValidationError(
                "--from takes orders and terms from the file; only --site, --on-existing, --dry-run and --json go with it."
            )
        }
    }

    func run() throws {
        guard let from else { return try generateOne() }
        let options = ImportSheet.Options(site: link.site, onExisting: link.onExisting)
        let links = LinkImport(
            connection: connection,
            file: InputFile(path: from),
            options: options,
            dryRun: request.dryRun
        )
        try links.run()
    }

    private func generateOne() throws {
        let currency = try WordArgument.currency(link.currency ?? "")
        let minorUnits = try AmountArgument.minorUnits(link.amount ?? "", currency)
        let notes = try terms.notes()
        let start = Instant.now
        let daemon = try connection.open()
        let made = try connection.call(daemon, "generateLink") { writer in
            writer.given("orderId", link.orderID)
            writer.member("currency", currency.code)
            writer.member("amount", minorUnits)
            writer.given("description", link.description)
            terms.write(to: &writer, notes: notes)
            writer.given("onExisting", link.onExisting)
            writer.given("site", link.site)
            request.write(to: &writer)
        }
        try connection.output.result(made, LinkSummary(made).briefLines)
        request.tellRepetition(of: made, since: start, connection, daemon)
        connection.tellWarnings(of: made)
        // A link that is still pending has no address yet.
        if qr, made["url"]?.string != nil { try showCode(of: made) }
    }

    private func showCode(of made: JSONValue) throws {
        let code = try connection.call("getQrCode") { writer in
            OrderArgument.Key(link: made).write(to: &writer)
            writer.member("format", "text")
        }
        try connection.output.lines(TerminalCode(code.text("data")).lines(connection.output.appearance))
    }
}
