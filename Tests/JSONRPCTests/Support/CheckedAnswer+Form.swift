@testable import JSON
import Testing
import TestSupport

extension CheckedAnswer {
    /// Reads one answer and checks rules 17 to 25: the form every answer has.
    init(_ answer: JSONValue) throws {
        #expect(answer.kind == .object && answer.duplicateMemberPointer == nil)
        #expect(answer["jsonrpc"]?.string == "2.0")
        let names = answer.members.map(\.name)
        #expect(names == ["jsonrpc", "id", "result"] || names == ["jsonrpc", "id", "error"])
        id = String(utf8: try #require(answer["id"]).rawBytes)
        result = answer["result"].map { String(utf8: $0.rawBytes) }
        code = answer["error"]?["code"]?.integer
        kind = answer["error"]?["data"]?["kind"]?.string
        if let error = answer["error"] { try Self.checkForm(error) }
    }

    private static func checkForm(_ error: JSONValue) throws {
        #expect(error.members.map(\.name) == ["code", "message", "data"])
        #expect(error["code"]?.integer != nil)
        let message = try #require(error["message"]?.string)
        #expect(message.hasSuffix(".") && !message.contains("\n"))
        #expect(error["data"]?.kind == .object)
        #expect(error["data"]?["kind"]?.string?.isEmpty == false)
        #expect(error["data"]?["retryable"]?.bool != nil)
    }
}
