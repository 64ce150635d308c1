@testable import LinkService
import FoundationEssentials
import JSON
import JournalLedger
@testable import paylink
import TestSupport
import Testing

/// `paylink export`, against the real daemon.
@Suite(.timeLimit(.minutes(10))) struct ExportTests {
    private static let lines = [
        #""orderId":"E-1","amount":4995,"currency":"EUR","description":"Two \"oak\" chairs, one table""#,
        #""orderId":"E-2","amount":50,"currency":"JPY","description":"=1+1","customer":{"lastName":"Visser"}"#,
        #""orderId":"E-3","amount":1,"currency":"EUR","description":"Cups","metadata":{"cart":"7"}"#,
    ]

    private func exporting(_ options: [String]) async throws -> ToolRun {
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        let client = place.client()
        for line in Self.lines { _ = try await client.call("generateLink", "{\(line)}") }
        let run = try await ToolRun(["export", "--socket", place.socketPath] + options)
        _ = try await daemon.terminate()
        return run
    }

    @Test func `every link is a line of JSON, the oldest first`() async throws {
        let run = try await exporting([])
        #expect(run.status == 0, "\(run.complaint)")
        let links = try run.output.split(separator: "\n").map { try JSONDocument(parsing: Array($0.utf8)).root }
        #expect(links.map { $0["orderId"]?.string } == ["E-1", "E-2", "E-3"])
        #expect(links.first?["url"]?.string?.isEmpty == false)
    }

    @Test func `as CSV what a spreadsheet would take apart is in quotes`() async throws {
        let run = try await exporting(["--format", "csv"])
        let records = run.output.components(separatedBy: "\r\n")
        #expect(records.count == 5 && records.last == "")
        #expect(records.first == LinkCSV.columns.joined(separator: ","))
        #expect(records.dropFirst().first?.contains(#","EUR",4995"#) == false)
        #expect(records.dropFirst().first?.contains(#",EUR,49.95,"Two ""oak"" chairs, one table","#) == true)
        #expect(records.dropFirst(2).first?.contains(",JPY,50,=1+1,") == true)
        #expect(records.dropFirst(2).first?.contains(",Visser,") == true)
        #expect(records.dropFirst(3).first?.contains(#","{""cart"":""7""}","#) == true)
    }

    @Test func `the filter of a list is that of an export`() async throws {
        let run = try await exporting(["--currency", "JPY"])
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(run.output.contains("E-2"))
    }

    @Test func `nothing a link has is left out of the columns`() {
        guard case .named(let link) = GetLink.result, case .object(let members, _) = link.schema else {
            Issue.record("a link is an object with a name")
            return
        }
        let columns = Set(LinkCSV.columns.map { String($0.prefix { $0 != "." }) })
        // Amounts are in major units already, so their texts say nothing more.
        let texts: Set = ["amountText", "dueAmountText"]
        // What is configured is the same for all links of a site.
        let configured: Set = ["siteName", "mailFrom"]
        #expect(columns == Set(members.map(\.name)).subtracting(texts).subtracting(configured))
    }

    @Test func `a spreadsheet gets its separator, its mark and no formula`() async throws {
        let run = try await exporting(["--format", "csv", "--for-spreadsheet"])
        #expect(run.output.hasPrefix("\u{FEFF}site;orderId;"))
        #expect(run.output.contains(#";EUR;49,95;"Two ""oak"" chairs, one table";"#), "\(run.output)")
        #expect(run.output.contains(";JPY;50;'=1+1;"))
        let refused = try await ToolRun(["export", "--for-spreadsheet", "--socket", "/nowhere"])
        #expect(refused.status == 3)
    }
}
