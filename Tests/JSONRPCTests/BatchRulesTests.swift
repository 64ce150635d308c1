@testable import JSONRPC
import Testing

/// Rules 30 to 37: batches.
@Suite struct BatchRulesTests {
    @Test func `rule 30, a batch is answered by one array in the order of the requests`() async {
        let line = #"[\#(call("echo", id: 3)),\#(call("nothing", id: 1)),\#(call("get_data", id: 2))]"#
        #expect(
            await EngineRun(line).answer
                == #"[{"jsonrpc":"2.0","id":3,"result":null},{"jsonrpc":"2.0","id":1,"result":null},"#
                + #"{"jsonrpc":"2.0","id":2,"result":["hello",5]}]"#
        )
    }

    @Test(arguments: ["[]", " [ ] "]) func `rule 31, an empty array is one invalid request`(_ line: String) async throws
    {
        let run = await EngineRun(line)
        #expect(try run.checked() == [.error(-32600, id: "null")])
        #expect(run.answer?.first == "{")
    }

    @Test(arguments: [("[1]", 1), ("[1,2,3]", 3), ("[null]", 1), ("[[]]", 1), (#"["x",true,{}]"#, 3), ("[[],[[]]]", 2)])
    func `rule 32, each bad member is answered`(_ line: String, count: Int) async throws {
        let run = await EngineRun(line)
        #expect(try run.checked() == [CheckedAnswer](repeating: .error(-32600, id: "null"), count: count))
        #expect(run.answer?.first == "[")
    }

    @Test func `rule 32, a batch within a batch is not run`() async throws {
        let run = await EngineRun("[[\(call("nothing", id: 1))]]")
        #expect(try run.checked() == [.error(-32600, id: "null")] && run.methods.isEmpty)
    }

    @Test func `rule 33, equal ids are all answered`() async throws {
        let run = await EngineRun("[\(call("nothing", id: 1)),\(call("unknown", id: 1)),\(call("nothing", id: 1))]")
        #expect(try run.checked() == [.result("null", id: "1"), .error(-32601, id: "1"), .result("null", id: "1")])
    }

    @Test(.timeLimit(.minutes(10))) func `rule 34, members run concurrently`() async throws {
        let count = 20
        let line = "[" + (0..<count).map { call("meet", id: $0) }.joined(separator: ",") + "]"
        let run = await EngineRun(line, meeting: Meeting(of: count))
        #expect(try run.checked() == (0..<count).map { .result("true", id: "\($0)") })
    }

    @Test(.timeLimit(.minutes(10))) func `rule 34, members start in order and on the caller's thread`() async {
        let members = (0..<50).map { #"{"jsonrpc":"2.0","method":"meet","params":[\#($0)],"id":\#($0)}"# }
        let meeting = Meeting(of: members.count)
        let before = currentThread()
        let run = await EngineRun("[" + members.joined(separator: ",") + "]", meeting: meeting)
        #expect(run.entries.map(\.parameters) == (0..<50).map { "[\($0)]" })
        #expect(run.entries.allSatisfy { $0.thread == before })
    }

    @Test func `rule 35, notifications alone get no bytes at all`() async {
        let run = await EngineRun(#"[{"jsonrpc":"2.0","method":"echo"},{"jsonrpc":"2.0","method":"unknown"}]"#)
        #expect(run.answer == nil && run.methods == ["echo", "unknown"])
        #expect(await EngineRun(#"[{"jsonrpc":"2.0","method":"echo"}]"#).answer == nil)
    }

    @Test func `rule 36, a batch that is not JSON is one parse error`() async throws {
        let run = await EngineRun("[\(call("nothing", id: 1)),{\"jsonrpc\":\"2.0\",\"method\"]")
        #expect(try run.checked() == [.error(-32700, id: "null")] && run.methods.isEmpty)
        #expect(run.answer?.first == "{")
    }

    @Test func `rule 37, an answer is one line`() async throws {
        let run = await EngineRun("[\(call("nothing", id: 1)),\r\n 1,\t\(call("un\\nknown", id: 2))]")
        let answer = try #require(run.answer)
        #expect(!answer.utf8.contains(UInt8(ascii: "\n")) && !answer.contains(": "))
        #expect(try run.checked().count == 3)
    }

    private func call(_ method: String, id: Int) -> String {
        #"{"jsonrpc":"2.0","method":"\#(method)","id":\#(id)}"#
    }
}
