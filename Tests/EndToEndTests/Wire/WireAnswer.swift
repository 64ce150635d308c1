import JSON
import Testing

/// What came back for one line of the wire.
enum WireReply: Equatable {
    /// Not a byte, up to the answer to the next request.
    case silence
    case one(WireAnswer)
    case batch([WireAnswer])

    /// A single error.
    static func error(_ code: Int64, id: String = "null", kind: String? = nil) -> WireReply {
        .one(.error(code, id: id, kind: kind))
    }

    /// A single result, whatever it is.
    static func result(id: String) -> WireReply {
        .one(.result(id: id))
    }

    /// Reads an answer's line and checks its form, rules 17 to 26 and 37.
    init(line: String) throws {
        #expect(!line.utf8.contains { $0 < 0x20 }, "an answer is one line of compact JSON")
        let root = try JSONDocument(parsing: Array(line.utf8)).root
        guard root.kind == .array else {
            self = .one(try WireAnswer(root))
            return
        }
        #expect(root.count > 0, "an empty array answers nothing")
        self = .batch(try root.elements.map(WireAnswer.init))
    }
}

/// One answer: the bytes of its `id`, and how the call ended.
struct WireAnswer: Equatable, CustomStringConvertible {
    let id: String
    /// The error's code and kind; nil for a result.
    var code: Int64?
    var kind: String?

    static func result(id: String) -> WireAnswer {
        WireAnswer(id: id)
    }

    /// An error; the protocol's own codes tell the kind.
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
    /// Reads one answer and checks the form that all of them have.
    fileprivate init(_ answer: JSONValue) throws {
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
        let data = try #require(error["data"], "rule 25: ours is an object")
        #expect(data["kind"]?.string?.isEmpty == false && data["retryable"]?.bool != nil)
        let code = code ?? 0
        let isReserved = (-32768 ... -32000).contains(code)
        let isOurs = (-32603 ... -32600).contains(code) || code == -32700 || (-32099 ... -32000).contains(code)
        #expect(code > 0 || (isReserved && isOurs), "rule 26: \(code) is not ours to use")
    }
}
