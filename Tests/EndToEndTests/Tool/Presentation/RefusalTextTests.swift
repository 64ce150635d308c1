import JSON
import LinkService
@testable import paylink
@testable import PaylinkClient
import PaymentLinks
import TestSupport
import Testing

/// What people read of a refusal of the daemon.
@Suite struct RefusalTextTests {
    private static func lines(_ message: String, parameter: String? = nil) throws -> [String] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("jsonrpc", "2.0")
            writer.member("id", Int64(1))
            writer.object("error") { writer in
                writer.member("code", Int64(-32602))
                writer.member("message", message)
                writer.object("data") { writer in writer.given("parameter", parameter) }
            }
        }
        do {
            _ = try Reply(line: writer.bytes, id: 1).get()
        } catch let error as RemoteError {
            return RefusalText.lines(error)
        }
        return []
    }

    @Test(arguments: MethodDeclaration.all.map(\.name))
    func `no method's name reaches a person`(method: String) throws {
        let line = try #require(try Self.lines("Money that goes back is reported by \(method).").first)
        #expect(!line.contains("by \(method)") && line.contains("paylink "), "\(line)")
    }

    @Test(arguments: MethodDeclaration.all.map(\.name))
    func `a method that is not allowed keeps its name, for the rule that is to allow it`(method: String) async throws {
        let service = try ServiceFixture()
        service.rights.replace(with: Rights([]))
        let refused = try await service.call(method, by: Caller(uid: 1001, gid: 1001, pid: 1))
        let error = try #require(refused.error.flatMap(RemoteError.init))
        let typed = TypedCommand(["--socket", "/s", "pay", "A-1", "5"])
        #expect(
            RefusalText.lines(error, typed: typed) == [
                "No rule of rights allows you this call of \(method), which paylink pay makes; "
                    + "ask whoever keeps paylinkd.json for one."
            ]
        )
    }

    @Test func `amounts have one unit, times are the wall's, and nothing stands in backticks`() throws {
        let message = "Order A holds 94.90 EUR (9490 in minor units) at 2026-12-24T23:00:00.000Z; give `what` there is."
        #expect(
            try Self.lines(message) == ["Order A holds 94.90 EUR at 2026-12-24 23:00; give what there is."]
        )
    }

    @Test func `an option is named once`() throws {
        #expect(try Self.lines("Too long.", parameter: "/customer/email") == ["Too long.", "The option: --email"])
        #expect(try Self.lines("`email` is.", parameter: "/customer/email") == ["--email is."])
    }

    private static let carry =
        "Order a has 30.00 EUR; let them count by `duplicateTransaction` of order a with `supersede` and `carryPaid`."
    private static let copied =
        "They do not count; to let them count, cancelLink of order b, then `duplicateTransaction` of order a with `supersede` and `carryPaid`."

    private func link(_ members: String) throws -> JSONValue {
        try JSONDocument(parsing: Array("{\(members)}".utf8)).root
    }

    @Test(arguments: [
        ("replace a b --amount 60", "paylink replace a b --amount 60 --carry-paid."),
        (
            "--socket /s replace a b --site shop --amount 60 --description x`y`cancelLink --dry-run",
            "paylink --socket /s replace a b --site shop --amount 60 --description 'x`y`cancelLink' --carry-paid."
        ),
        ("duplicate a b --supersede --amount 60", "paylink duplicate a b --supersede --amount 60 --carry-paid."),
        ("update a --days 3", "paylink replace a NEW-ORDER-ID --days 3 --carry-paid."),
        (
            "generate --order-id a --amount 60 --currency EUR --description Desk --on-existing reissue --site shop",
            "paylink replace a NEW-ORDER-ID --amount 60 --currency EUR --description Desk --carry-paid --site shop."
        ),
    ])
    func `what was paid is advised to count for what was asked for`(typed: String, end: String) throws {
        let command = TypedCommand(typed.split(separator: " ").map(String.init))
        let source = try link(#""orderId":"a","site":"default","currency":"EUR""#)
        let words = RefusalText.words(Self.carry, source: source, typed: command)
        #expect(words.hasSuffix("by \(end)"), "\(words)")
    }

    @Test func `of another link than the one that was named, the currency is named too`() throws {
        let source = try link(#""orderId":"c","site":"default","currency":"EUR""#)
        let typed = TypedCommand(["replace", "c", "d", "--amount", "60"])
        let words = RefusalText.words(Self.carry, source: source, typed: typed)
        #expect(words.hasSuffix("by paylink replace a d --amount 60 --currency EUR --carry-paid."), "\(words)")
    }

    @Test(arguments: [
        (
            #""linkId":"lnk_1""#,
            "paylink cancel b --site shop, then paylink replace a NEW-ORDER-ID --amount 50 --carry-paid --site shop."
        ),
        (#""linkId":null"#, "to let them count, paylink replace a b --amount 50 --carry-paid --site shop."),
    ])
    func `a dry run advises nothing about the link that it did not make`(id: String, end: String) throws {
        let made = try link(
            #"\#(id),"orderId":"b","site":"shop","duplicateOf":"a","amountText":"50.00","currency":"EUR""#
        )
        let words = RefusalText.words(
            Self.copied,
            made: made,
            typed: TypedCommand(["duplicate", "a", "b", "--amount", "50"])
        )
        #expect(words.hasSuffix(end), "\(words)")
    }
}
