@testable import JSON
@testable import JSONRPC
import Testing
import TestSupport

/// Rules 16 to 29: answers.
///
/// Reading an answer through `CheckedAnswer` checks its form by rules 17 to 25.
@Suite struct ResponseRulesTests {
    @Test(arguments: ["nothing", "echo", "fail", "unknown", "subtract"])
    func `rule 16, every call gets one answer`(_ method: String) async throws {
        #expect(try await EngineRun(#"{"jsonrpc":"2.0","method":"\#(method)","id":7}"#).checked().map(\.id) == ["7"])
    }

    @Test func `rules 17 to 22, the emitted shape`() async {
        let success = await EngineRun(#"{"method":"nothing","id":1,"jsonrpc":"2.0"}"#).answer
        #expect(success == #"{"jsonrpc":"2.0","id":1,"result":null}"#)
        let failure = await EngineRun(#"{"method":"nope","id":1,"jsonrpc":"2.0"}"#).answer
        #expect(
            failure
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"There is no such method; call rpc.discover for the list.","#
                + #""data":{"kind":"methodNotFound","retryable":false,"method":"nope"}}}"#
        )
    }

    @Test func `rule 22, the id is null only if it could not be read`() async throws {
        try await expect(#"{"jsonrpc":"1.0","method":"x","id":"a"}"#, .error(-32600, id: #""a""#))
        try await expect(#"{"jsonrpc":"2.0","method":"x","params":1,"id":"a"}"#, .error(-32600, id: #""a""#))
        try await expect(#"{"jsonrpc":"2.0","method":"x","id":"a""#, .error(-32700, id: "null"))
        try await expect(#"{"jsonrpc":"2.0","method":"x","id":1,"id":2}"#, .error(-32600, id: "null"))
        try await expect(#"{"x":1,"x":2,"jsonrpc":"2.0","method":"x","id":1,"id":2}"#, .error(-32600, id: "null"))
    }

    @Test(arguments: [
        RPCError.parseError(JSONSyntaxError(.unexpectedEnd, at: 3)), .invalidRequest("No."), .methodNotFound("a\"\n"),
        .invalidParameter("/a~1b", "No."), ErrorKind.internalError.error("No."),
        .tooDeep(limit: 128), .lineTooLong(limit: 1), .tooManyValues(limit: 1), .batchTooLarge(limit: 100),
        .responseTooLarge(limit: 4), .tooManyConnections(limit: 8), ErrorKind.busy.error("No."), .shuttingDown(),
    ])
    func `rules 23 to 26, errors have an integer code, one sentence, and data`(_ error: RPCError) throws {
        let answer = try CheckedAnswer(JSONDocument(parsing: RPCResponse.failure(error)).root)
        #expect(answer.id == "null" && answer.kind == error.kind.name && answer.code == Int64(error.code))
        #expect((-32768...(-32600)).contains(error.code) || (-32099...(-32000)).contains(error.code))
        #expect(error.retryable == (error.code == -32002))
    }

    @Test func `rule 25, data carries kind, parameter, retryable, details`() throws {
        let kind = ErrorKind("orderIdInUse", code: 1006, retryable: true)
        let error = kind.error("Taken.", at: "/orderId", details: Array(#""a":1,"b":[2]"#.utf8))
        #expect(
            String(utf8: RPCResponse.failure(id: Array("5".utf8)[...], error))
                == #"{"jsonrpc":"2.0","id":5,"error":{"code":1006,"message":"Taken.","data":{"kind":"orderIdInUse","#
                + #""parameter":"/orderId","retryable":true,"a":1,"b":[2]}}}"#
        )
    }

    @Test(arguments: [
        "", "{", #"{"jsonrpc":"2.0","method":"foobar,"params":"bar","baz]"#, "nonsense", "{}{}", "1 2", "[1,",
        "\u{FEFF}{}", "\u{0}", #""a"#, "[1]x",
    ])
    func `rule 27, what is not JSON is a parse error`(_ line: String) async throws {
        try await expect(line, .error(-32700, id: "null"))
    }

    @Test func `rule 27, bad UTF-8 is a parse error`() async throws {
        let line = Array(#"{"jsonrpc":"2.0","id":1,"method":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
        #expect(try await EngineRun(line).checked() == [.error(-32700, id: "null")])
    }

    @Test(arguments: ["1", #""x""#, "null", "true", "1.5"])
    func `rule 28, JSON that is no request is invalid`(_ line: String) async throws {
        try await expect(line, .error(-32600, id: "null"))
    }

    @Test func `rule 29, unknown methods, invalid parameters and internal errors have their codes`() async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"unknown","id":1}"#, .error(-32601, id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":"subtract","params":{},"id":1}"#, .error(-32602, id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":"fail","id":1}"#, .error(-32603, id: "1"))
    }

    private func expect(_ line: String, _ expected: CheckedAnswer) async throws {
        #expect(try await EngineRun(line).checked() == [expected], "\(line)")
    }
}
