import ArgumentParser
import JSON
import JSONRPC
import PaylinkClient

/// `paylink list`: lists links.
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List links, the newest first.",
        discussion: """
            Times are local: 2026-11-22, "2026-11-22 13:25", today, or RFC 3339. Amounts need --currency.

            Examples:
              paylink list --status open
              paylink list --created-after 2026-11-01 --totals --all
            """
    )

    @OptionGroup(title: "Filter") var filter: ListFilter

    @Flag(help: "The oldest links first.")
    var oldest = false

    @Option(help: "How many links a page has, 1 to 1000. (default: 100, with --all: 1000)")
    var limit: Int64?

    @Option(help: "Go on where a page ended; it said how.")
    var cursor: String?

    @Flag(help: "Go on to the last page.")
    var all = false

    @Flag(help: "Add up what all links that the filter lets through ask for, and what is still to be paid.")
    var totals = false

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let bounds = try filter.bounds()
        let pages = PageWalk(connection: connection, daemon: try connection.open()) { cursor, isFirst, writer in
            filter.write(to: &writer, bounds)
            if oldest { writer.member("order", "oldest") }
            writer.given("limit", limit ?? (all ? 1000 : nil))
            writer.given("cursor", cursor ?? self.cursor)
            if totals, isFirst { writer.member("totals", true) }
        }
        switch (connection.json, all) {
        case (true, false): try connection.output.json(pages.first())
        case (true, true): try printAllJSON(pages)
        case (false, _): try printTable(pages)
        }
    }

    private func printTable(_ pages: PageWalk) throws {
        var table = LinkTable()
        var totalLines: [String] = []
        var nextCursor: String?
        try pages.forEach(all: all) { page in
            table.append(page: page)
            totalLines += LinkTotals(page: page).listLines
            nextCursor = page["nextCursor"]?.string
        }
        let output = connection.output
        if table.isEmpty {
            try output.lines([filter.isEmpty && cursor == nil ? "No links yet." : "No links match."])
        } else {
            try output.lines(table.lines(output.appearance) + (totalLines.isEmpty ? [] : [""]) + totalLines)
            tellLimits(of: table, output.appearance, hasTotals: !totalLines.isEmpty)
        }
        if let nextCursor {
            Output.complain("There are more links; add --cursor \(nextCursor) for the next page, or --all.")
        }
    }

    /// What a table does not show, and what its sums have in them.
    private func tellLimits(of table: LinkTable, _ appearance: Appearance, hasTotals: Bool) {
        let omitted = table.omittedTitles(appearance)
        if !omitted.isEmpty {
            let width = "\(appearance.columnCount) columns are too narrow for \(omitted.joined(separator: ", "))"
            Output.complain("\(width); --json and paylink show have all.")
        }
        if hasTotals, table.hasReplaced {
            Output.complain(
                "Links that were replaced are in what was asked for too, and not in what is still to be paid."
            )
        }
    }

    /// One object with every link, written page by page so that memory does not grow with the list.
    private func printAllJSON(_ pages: PageWalk) throws {
        var document = ListDocument(output: connection.output)
        do {
            try pages.forEach(all: true) { try document.append(page: $0) }
        } catch ToolFailure.refused(let error, asJSON: true) where document.hasBegun {
            // Half of an object is out already; a second one behind it would only look like part of it.
            throw ToolFailure.refused(error, asJSON: false)
        }
        try document.finish()
    }
}
