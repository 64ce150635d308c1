@testable import JSONRPC
import Testing

/// Rules 1 to 15: requests.
@Suite struct RequestRulesTests {
    @Test func `rule 1, member names are case-sensitive`() async throws {
        try await expect(#"{"jsonrpc":"2.0","Method":"nothing","id":1}"#, .error(-32600, id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":1,"ID":1}"#, .error(-32600, id: "null"))
        try await expect(#"{"JSONRPC":"2.0","method":"nothing","id":1}"#, .error(-32600, id: "1"))
        #expect(await EngineRun(#"{"jsonrpc":"2.0","method":"nothing","ID":1}"#).answer == nil)
    }

    @Test(arguments: [
        #""#, #""jsonrpc":2.0,"#, #""jsonrpc":"2.1","#, #""jsonrpc":null,"#, #""jsonrpc":"2.00","#,
        #""jsonrpc":["2.0"],"#,
    ])
    func `rule 2, jsonrpc is exactly 2.0`(_ version: String) async throws {
        try await expect("{" + version + #""method":"nothing","id":1}"#, .error(-32600, id: "1"))
        try await expect(#"{"jsonrpc":"\u0032.0","method":"nothing","id":1}"#, .result("null", id: "1"))
    }

    @Test func `rule 3, method is a string`() async throws {
        for method in ["1", "null", "[]", "{}", "true"] {
            try await expect(#"{"jsonrpc":"2.0","method":\#(method),"id":1}"#, .error(-32600, id: "1"))
        }
        try await expect(#"{"jsonrpc":"2.0","id":1}"#, .error(-32600, id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":"","id":1}"#, .error(-32601, id: "1"))
    }

    @Test func `rule 4, unknown rpc names are methods not found`() async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"rpc.x","id":1}"#, .error(-32601, id: "1"))
    }

    @Test func `rule 5, params may be left out`() async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"echo","id":1}"#, .result("null", id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":"subtract","id":1}"#, .error(-32602, id: "1"))
    }

    @Test(arguments: [#""bar""#, "1", "true", "null"])
    func `rule 6, params is an array or an object`(_ parameters: String) async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"echo","params":\#(parameters),"id":1}"#, .error(-32600, id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":"echo","params":\#(parameters)}"#, .error(-32600, id: "null"))
    }

    @Test func `rule 7, parameters by position keep their order`() async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"echo","params":[3, 1,2],"id":1}"#, .result("[3, 1,2]", id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":"subtract","params":[1],"id":1}"#, .error(-32602, id: "1"))
        try await expect(#"{"jsonrpc":"2.0","method":"subtract","params":[1,2,3],"id":1}"#, .error(-32602, id: "1"))
    }

    @Test func `rule 8, parameters by name match exactly`() async throws {
        let request = #"{"jsonrpc":"2.0","method":"subtract","params":{"Minuend":1,"subtrahend":2},"id":1}"#
        try await expect(request, .error(-32602, id: "1"))
    }

    @Test(arguments: ["true", "false", "{}", "[]", "[1]", #"{"id":1}"#])
    func `rule 9, an id of another kind is invalid`(_ id: String) async throws {
        let run = await EngineRun(#"{"jsonrpc":"2.0","method":"nothing","id":\#(id)}"#)
        #expect(try run.checked() == [.error(-32600, id: "null")])
        #expect(run.methods.isEmpty)
    }

    @Test(arguments: [
        "1", #""1""#, "1.0", "1e2", "1E+2", "9007199254740993", "123456789012345678901234567890", "-0", "-1", "0.10",
        #""""#,
        #""\u0061\/\n\ud83d\ude00""#, #""é€""#, #""]}""#, "null",
    ])
    func `rule 10, the id comes back byte for byte`(_ id: String) async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"nothing","id":\#(id)}"#, .result("null", id: id))
        try await expect(#"{ "id" : \#(id) , "method" : "x", "jsonrpc":"2.0" }"#, .error(-32601, id: id))
        try await expect(#"{"id":\#(id),"method":1}"#, .error(-32600, id: id))
        try await expect(#"[{"jsonrpc":"2.0","method":"nothing","id":\#(id)}]"#, .result("null", id: id))
    }

    @Test func `rule 11, a null id is answered`() async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"nothing","id":null}"#, .result("null", id: "null"))
    }

    @Test func `rule 12, a fractional id is accepted`() async throws {
        try await expect(#"{"jsonrpc":"2.0","method":"nothing","id":1.5}"#, .result("null", id: "1.5"))
    }

    @Test func `rule 13, a notification is run and not answered`() async {
        let run = await EngineRun(#"{"jsonrpc":"2.0","method":"echo","params":[1]}"#)
        #expect(run.answer == nil && run.methods == ["echo"])
    }

    @Test(arguments: [
        #""unknown""#, #""subtract""#, #""fail""#, #""echo","params":{"a":1,"a":2}"#,
        #""long","params":{"bytes":2000}"#,
    ])
    func `rule 14, no error answers a notification`(_ call: String) async {
        let limits = EngineLimits(responseBytesMax: 1000)
        #expect(await EngineRun(#"{"jsonrpc":"2.0","method":\#(call)}"#, limits: limits).answer == nil)
        #expect(await EngineRun(#"[{"jsonrpc":"2.0","method":\#(call)}]"#, limits: limits).answer == nil)
    }

    @Test(arguments: [#"{"jsonrpc":"2.0","method":1,"params":"bar"}"#, #"{"foo":"boo"}"#, "{}"])
    func `rule 15, an invalid request without id is answered`(_ request: String) async throws {
        try await expect(request, .error(-32600, id: "null"))
    }

    private func expect(_ line: String, _ expected: CheckedAnswer) async throws {
        #expect(try await EngineRun(line).checked() == [expected], "\(line)")
    }
}
