import JSON
import Testing

/// One answer: the bytes of its `id`, and how the call ended.
struct WireAnswer: Equatable, CustomStringConvertible {
    let id: String
    /// The error's code and kind; nil for a result.
    var code: Int64?
    var kind: String?

    static func result(id: String) -> WireAnswer {
        WireAnswer(id: id)
    }

    /// An error; a code of the protocol implies its kind.
    static func error(_ code: Int64, id: String = "null", kind: String? = nil) -> WireAnswer {
        WireAnswer(id: id, code: code, kind: kind ?? kinds[code])
    }

    var description: String { "\(id): \(code.map { "\($0) \(kind ?? "")" } ?? "a result")" }

    private static let kinds: [Int64: String] = [
        -32700: "parseError", -32600: "invalidRequest", -32601: "methodNotFound", -32602: "invalidParameter",
        -32603: "internalError",
    ]
}

extension WireAnswer {
    /// Reads one answer and checks the form that every answer has.
    init(_ answer: JSONValue) throws {
        #expect(answer.duplicateMemberPointer == nil)
        #expect(answer["jsonrpc"]?.string == "2.0", "rule 17")
        let error = answer["error"]
        #expect(
            answer.members.map(\.name) == ["jsonrpc", "id", error == nil ? "result" : "error"],
            "rules 18 to 21: one of result and error, and the id"
        )
        let id = try #require(answer["id"])
        #expect([.string, .number, .null].contains(id.kind))
        self.init(id: String(decoding: id.rawBytes, as: UTF8.self))
        guard let error else { return }
        code = try #require(error["code"]?.integer, "rule 23: the code is an integer")
        kind = error["data"]?["kind"]?.string
        try checkForm(error)
    }

    private func checkForm(_ error: JSONValue) throws {
        #expect(error.members.map(\.name) == ["code", "message", "data"])
        let message = try #require(error["message"]?.string, "rule 24: the message is a string")
        #expect(message.hasSuffix(".") && message.utf8.count < 300 && !message.contains("\n"), "rule 24: one sentence")
        let data = try #require(error["data"], "rule 25: data is an object")
        #expect(data["kind"]?.string?.isEmpty == false && data["retryable"]?.bool != nil)
        let code = code ?? 0
        let isReserved = (-32768 ... -32000).contains(code)
        let isUsed = (-32603 ... -32600).contains(code) || code == -32700 || (-32099 ... -32000).contains(code)
        #expect(code > 0 || (isReserved && isUsed), "rule 26: \(code) is reserved")
    }
}
