import Foundation
import Testing

/// `paylink list`, page after page.
@Suite struct ListTests {
    /// Three pages of one link each.
    private static func pages() throws -> ScriptedDaemon {
        try ScriptedDaemon { request in
            let page = request.contains(#""cursor":"c2""#) ? 2 : request.contains(#""cursor":"c1""#) ? 1 : 0
            let totals = request.contains("totals") ? #","totals":[{"currency":"EUR","count":3,"amount":600}]"# : ""
            let cursor = page == 2 ? "null" : "\"c\(page + 1)\""
            let link = #"{"orderId":"A-\#(page)","amountText":"2.00","currency":"EUR","status":"active"}"#
            let result = #"{"links":[\#(link)],"nextCursor":\#(cursor),"seq":9\#(totals)}"#
            // The walk keeps its connection, on which calls are numbered from 1.
            return .answer(#"{"jsonrpc":"2.0","id":\#(page + 1),"result":\#(result)}"#)
        }
    }

    private static let empty: @Sendable (String) -> ScriptedDaemon.Action = { _ in
        .answer(#"{"jsonrpc":"2.0","id":1,"result":{"links":[],"nextCursor":null,"seq":0}}"#)
    }

    @Test func `a page says how to see the next one`() async throws {
        let daemon = try Self.pages()
        defer { daemon.stop() }
        let run = try await ToolRun(["list", "--socket", daemon.path])
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").count == 2)
        #expect(run.complaint.contains("--cursor c1"))
    }

    @Test func `all follows the cursors and adds up once`() async throws {
        let daemon = try Self.pages()
        defer { daemon.stop() }
        let run = try await ToolRun(["list", "--all", "--totals", "--socket", daemon.path])
        #expect(run.output.split(separator: "\n").map { String($0.prefix(3)) } == ["ORD", "A-0", "A-1", "A-2", "3 l"])
        #expect(run.output.hasSuffix("\n\n3 links, 6.00 EUR asked for\n"))
        #expect(run.complaint.isEmpty)
        #expect(daemon.lines.filter { $0.contains(#""totals":true"#) }.count == 1)
        #expect(daemon.lines.allSatisfy { $0.contains(#""limit":1000"#) })
    }

    @Test func `all as JSON is one object`() async throws {
        let daemon = try Self.pages()
        defer { daemon.stop() }
        let run = try await ToolRun(["list", "--all", "--json", "--totals", "--socket", daemon.path])
        let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let links = json?["links"] as? [[String: Any]]
        #expect(links?.compactMap { $0["orderId"] as? String } == ["A-0", "A-1", "A-2"])
        #expect(json?["nextCursor"] is NSNull)
        #expect(json?["seq"] as? Int == 9)
        #expect((json?["totals"] as? [Any])?.count == 1)
        #expect(run.output.split(separator: "\n").count == 1)
    }

    @Test(arguments: [0, 1])
    func `a refusal never looks like part of the list`(page: Int) async throws {
        let daemon = try ScriptedDaemon { request in
            let id = request.contains(#""id":1,"#) ? 1 : 2
            guard id > page else {
                return .answer(
                    #"{"jsonrpc":"2.0","id":1,"result":{"links":[{"orderId":"A"}],"nextCursor":"c","seq":1}}"#
                )
            }
            return .answer(#"{"jsonrpc":"2.0","id":\#(id),"error":{"code":-32002,"message":"Later."}}"#)
        }
        defer { daemon.stop() }
        let run = try await ToolRun(["list", "--all", "--json", "--socket", daemon.path])
        #expect(run.status == 1)
        #expect(
            run.output == (page == 0 ? "{\"code\":-32002,\"message\":\"Later.\"}\n" : #"{"links":[{"orderId":"A"}"#)
        )
        #expect(run.complaint == (page == 0 ? "" : "paylink: Later.\n"))
    }

    @Test func `a link at a payment service is found by its URL, on whatever page it is`() async throws {
        let daemon = try ScriptedDaemon { request in
            let isSecond = request.contains(#""cursor":"c""#)
            let (id, url) = isSecond ? (2, "https://pay.example/connect/7Gz/?lang=nl") : (1, "")
            let cursor = isSecond ? "null" : "\"c\""
            let link = #"{"linkId":"lnk_1","site":"s","orderId":"A-\#(id)","url":"\#(url)","status":"active"}"#
            return .answer(
                #"{"jsonrpc":"2.0","id":\#(id),"result":{"links":[\#(link)],"nextCursor":\#(cursor),"seq":9}}"#
            )
        }
        defer { daemon.stop() }
        for url in ["https://pay.example/connect/7Gz/?lang=nl", "https://pay.example/connect/7Gz"] {
            let run = try await ToolRun(["show", "--json", url, "--socket", daemon.path])
            #expect(run.status == 0 && run.output.contains(#""orderId":"A-2""#), "\(run.complaint)")
        }
        let unknown = try await ToolRun(["show", "https://pay.example/connect/7", "--socket", daemon.path])
        #expect(unknown.status == 1 && unknown.complaint.contains("No link has the address"), "\(unknown.complaint)")
    }

    @Test func `an empty list says so in words`() async throws {
        let daemon = try ScriptedDaemon(Self.empty)
        defer { daemon.stop() }
        #expect(try await ToolRun(["list", "--socket", daemon.path]).output == "No links yet.\n")
        #expect(try await ToolRun(["list", "--text", "x", "--socket", daemon.path]).output == "No links match.\n")
    }

    @Test func `the filter is sent as the wire names it`() async throws {
        let daemon = try ScriptedDaemon(Self.empty)
        defer { daemon.stop() }
        let run = try await ToolRun(
            [
                "list", "--socket", daemon.path, "--site", "nl", "--status", "active", "--status", "expired",
                "--prefix", "A",
            ]
                + [
                    "--created-after", "2026-11-22", "--currency", "EUR", "--amount-min", "1.50", "--amount-max", "2",
                    "--oldest",
                ]
        )
        #expect(run.status == 0, "\(run.complaint)")
        #expect(
            daemon.lines.first?.hasSuffix(
                #""params":{"site":"nl","status":["active","expired"],"orderIdPrefix":"A","#
                    + #""createdAfter":"2026-11-22T00:00:00.000Z","currency":"EUR","amountMin":150,"amountMax":200,"#
                    + #""order":"oldest"}}"#
            ) == true
        )
    }
}
