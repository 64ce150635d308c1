import ArgumentParser
import JSON
import PaylinkClient

/// `paylink export`: writes links out for other programs.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write links out for other programs, the oldest first.",
        discussion: """
            One line for each link: JSON as the daemon tells it, or CSV (RFC 4180, UTF-8) with a line of names before \
            them, with amounts in the currency's major unit: 49.95. With --for-spreadsheet the CSV has semicolons, the \
            decimal comma and a byte order mark, and a text that would be a formula has an apostrophe before it. Links that are made meanwhile may or may not be among them; none is left out or there twice. \
            Times are UTC.

            Examples:
              paylink export >links.jsonl
              paylink export --format csv --created-after 2026-11-01 >november.csv
            """
    )

    /// How a link is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jsonl, csv
    }

    @Option(help: "jsonl or csv.")
    var format = Format.jsonl

    @Flag(help: "Write the CSV so that a spreadsheet opens it rightly.")
    var forSpreadsheet = false

    @OptionGroup(title: "Filter") var filter: ListFilter

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard !forSpreadsheet || format == .csv else {
            throw ValidationError("--for-spreadsheet goes with --format csv.")
        }
    }

    private var csv: LinkCSV { LinkCSV(reader: forSpreadsheet ? .spreadsheet : .program) }

    func run() throws {
        let bounds = try filter.bounds()
        let pages = PageWalk(connection: connection, daemon: try connection.open()) { cursor, _, writer in
            filter.write(to: &writer, bounds)
            writer.member("order", "oldest")
            writer.member("limit", 1000)
            writer.given("cursor", cursor)
        }
        var header = format == .csv ? Array(csv.header.utf8) : []
        try pages.forEach(all: true) { page in
            try connection.output.bytes(header + rows(of: page))
            header = []
        }
    }

    private func rows(of page: JSONValue) -> [UInt8] {
        var rows: [UInt8] = []
        for link in page["links"]?.elements ?? page.elements {
            switch format {
            case .jsonl: rows += link.rawBytes + [UInt8(ascii: "\n")]
            case .csv: rows += csv.record(of: link).utf8
            }
        }
        return rows
    }
}
