import JSON
import LinkService
@testable import paylink
import PaylinkClient
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
}
