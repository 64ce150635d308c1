import JSON
import PaylinkClient

/// Makes a link of every row of a sheet: first everything is checked, then it is recorded call by call.
struct LinkImport {
    let connection: ConnectionOptions
    let file: InputFile
    let options: ImportSheet.Options
    let dryRun: Bool

    /// More than that nobody reads; the others come to light when these are mended.
    private static let problemsShownMax = 20
    private static let byteCountMax = 256 << 20

    /// Reads, checks and records.
    func run() throws {
        let sheet = try readSheet()
        let daemon = try connection.open()
        let status = try connection.call(daemon, "getServiceStatus", nil)
        let plan = ImportPlan(sheet.rows, ImportPlan.Limits(status: status))
        var bar = ProgressLine.onTerminal()
        defer { bar.finish() }
        try check(plan, of: sheet, daemon, &bar)
        try record(plan, of: sheet, daemon, &bar, lastSeq: status["seq"]?.integer ?? .max)
    }

    private func readSheet() throws -> ImportSheet {
        let bytes = try file.bytes(byteCountMax: Self.byteCountMax)
        let sheet: ImportSheet
        do throws(SheetError) {
            sheet = try ImportSheet(bytes, options)
        } catch {
            throw UsageError("\(file.name), \(error.message)")
        }
        guard sheet.problems.isEmpty else {
            complain(sheet.problems)
            Output.complain("paylink: \(file.name) can't be used as it is, and nothing was made.")
            throw ToolFailure.ended(.wrongUsage)
        }
        return sheet
    }

    /// Has every row checked and nothing recorded.
    private func check(
        _ plan: ImportPlan,
        of sheet: ImportSheet,
        _ daemon: Connection,
        _ bar: inout ProgressLine
    ) throws {
        var problems: [ImportSheet.Problem] = []
        var totals = LinkTotals()
        for chunk in plan.chunks {
            bar.show(ProgressLine.bar(Int(totals.count), of: sheet.rows.count, "Checking"))
            switch try connection.reply(daemon, "generateLinks", chunk.parameters(dryRun: true)) {
            case .result(let result):
                try take(result, into: &totals, isShown: dryRun && connection.json)
            case .refused(let error):
                problems += try refusedRows(error, of: chunk, in: sheet)
            }
        }
        bar.show(ProgressLine.bar(Int(totals.count), of: sheet.rows.count, "Checking"))
        guard problems.isEmpty else {
            bar.finish()
            complain(problems)
            Output.complain("paylink: The daemon refused \(file.name) as it is, and nothing was made.")
            throw ToolFailure.ended(.refused)
        }
        guard dryRun else { return }
        bar.finish()
        try conclude(totals, "dry run: all is well, and nothing was made")
    }

    private func record(
        _ plan: ImportPlan,
        of sheet: ImportSheet,
        _ daemon: Connection,
        _ bar: inout ProgressLine,
        lastSeq: Int64
    ) throws {
        guard !dryRun else { return }
        var totals = LinkTotals()
        var addresses: [String] = []
        var oldCount = 0
        for chunk in plan.chunks {
            bar.show(ProgressLine.bar(Int(totals.count), of: sheet.rows.count, "Recording"))
            do {
                switch try connection.reply(daemon, "generateLinks", chunk.parameters(dryRun: false)) {
                case .result(let result):
                    try take(result, into: &totals, isShown: connection.json)
                    for link in result["links"].map({ Array($0.elements) }) ?? [] {
                        // A link whose last change is older than this run was not made by it.
                        let isOld = link["seq"]?.integer ?? .max <= lastSeq
                        if isOld { oldCount += 1 }
                        addresses.append(Self.line(link, isOld: isOld))
                    }
                case .refused(let error):
                    bar.finish()
                    complain(try refusedRows(error, of: chunk, in: sheet))
                    throw ToolFailure.ended(.refused)
                }
            } catch {
                bar.finish()
                Output.complain(
                    "paylink: \(file.name): of \(sheet.rows.count) rows \(totals.count) are recorded; run the same command "
                        + "again to go on with row \(chunk.rows.first?.number ?? 0), and nothing is made twice."
                )
                throw error
            }
        }
        bar.finish()
        if !connection.json { try connection.output.lines(addresses) }
        try conclude(totals, Self.remark(oldCount, of: addresses.count))
    }

    /// A link's order and address; of one that was there before also what it is, since that may not be what the row asks.
    private static func line(_ link: JSONValue, isOld: Bool) -> String {
        let shown = ShownLink(link)
        let line = "\(shown.orderID)  \(link.text("url"))"
        return (isOld ? "\(line)  there already: \(shown.status), \(shown.amount)" : line).printable
    }

    private func take(_ result: JSONValue, into totals: inout LinkTotals, isShown: Bool) throws {
        guard let links = result["links"] else { return }
        var lines: [UInt8] = []
        for link in links.elements {
            totals.add(link)
            if isShown { lines += link.rawBytes + [UInt8(ascii: "\n")] }
        }
        if isShown { try connection.output.bytes(lines) }
    }

    private static func remark(_ oldCount: Int, of count: Int) -> String? {
        switch oldCount {
        case 0: nil
        case count: "all of them there already, so nothing new was made"
        default: "\(oldCount) of them there already"
        }
    }

    private func conclude(_ totals: LinkTotals, _ remark: String?) throws {
        guard !connection.json else { return }
        let links = "\(totals.count) \(totals.count == 1 ? "link" : "links")"
        let headline = "\(file.name): \(links)" + (remark.map { ", \($0)" } ?? "")
        try connection.output.lines([headline.printable] + totals.lines)
    }

    /// What is wrong with the rows of a chunk, in the words of the sheet.
    private func refusedRows(
        _ error: RemoteError,
        of chunk: ImportPlan.Chunk,
        in sheet: ImportSheet
    ) throws(ToolFailure) -> [ImportSheet.Problem] {
        guard let rows = error.json["data"]?["rows"], rows.count > 0 else {
            throw .refused(error, asJSON: connection.json)
        }
        let problems = rows.elements.compactMap { row -> ImportSheet.Problem? in
            guard let index = row["row"]?.integer, let message = row["message"]?.string else { return nil }
            guard (0..<Int64(chunk.rows.count)).contains(index) else { return nil }
            let position = chunk.rows.startIndex + Int(index)
            let pointer = row["parameter"]?.string?.dropFirst("/links/\(index)".utf8.count)
            return ImportSheet.Problem(
                row: chunk.rows[position].number,
                column: pointer.flatMap { sheet.column(at: String($0)) },
                message: message
            )
        }
        // Rows that nobody knows are refused all the same.
        guard !problems.isEmpty else { throw .refused(error, asJSON: connection.json) }
        return problems
    }

    private func complain(_ problems: [ImportSheet.Problem]) {
        for problem in problems.prefix(Self.problemsShownMax) {
            let column = problem.column.map { ", column \($0)" } ?? ""
            Output.complain("\(file.name), row \(problem.row)\(column): \(problem.message)")
        }
        let rest = problems.count - Self.problemsShownMax
        if rest > 0 { Output.complain("and \(rest) more") }
    }
}
