@testable import JSON
@testable import JSONRPC
import TestSupport
import Testing

/// The choices that the specification leaves to the server, and the engine's limits.
@Suite struct RequestEngineTests {
    @Test func `unknown envelope members are ignored`() async throws {
        let run = await EngineRun(#"{"jsonrpc":"2.0","method":"nothing","id":1,"trace":{"a":[1]},"result":2}"#)
        #expect(try run.checked() == [.result("null", id: "1")])
    }

    @Test(arguments: [
        #"{"jsonrpc":"2.0","jsonrpc":"2.0","method":"nothing","id":1}"#,
        #"{"jsonrpc":"2.0","method":"nothing","method":"echo","id":1}"#,
        #"{"jsonrpc":"2.0","method":"nothing","m\u0065thod":"echo","id":1}"#,
        #"{"jsonrpc":"2.0","method":"nothing","x":1,"x":1,"id":1}"#,
    ])
    func `a repeated envelope member is an invalid request`(_ line: String) async throws {
        let run = await EngineRun(line)
        #expect(try run.checked() == [.error(-32600, id: "1")] && run.methods.isEmpty)
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, "/a"), (#"{"x":{"a":1,"a":2}}"#, "/x/a"), (#"[{},{"b/c":1,"b/c":2}]"#, "/1/b~1c"),
        (#"{"x":[{"a":1},{"a":1,"\u0061":1}]}"#, "/x/1/a"),
    ])
    func `a repeated parameter is refused with its pointer`(_ parameters: String, pointer: String) async throws {
        let run = await EngineRun(#"{"jsonrpc":"2.0","method":"echo","params":\#(parameters),"id":1}"#)
        #expect(try run.checked() == [.error(-32602, id: "1")] && run.methods.isEmpty)
        #expect(try JSONDocument(#require(run.answer)).root["error"]?["data"]?["parameter"]?.string == pointer)
    }

    @Test(arguments: [
        #"{"jsonrpc":"2.0","result":1,"id":5}"#, #"{"jsonrpc":"2.0","error":{"code":1,"message":"m"},"id":5}"#,
    ])
    func `an answer sent to us is an invalid request with its id`(_ line: String) async throws {
        #expect(try await EngineRun(line).checked() == [.error(-32600, id: "5")])
    }

    @Test func `nesting is limited with its own error`() async throws {
        let run = await EngineRun(
            #"{"jsonrpc":"2.0","method":"echo","id":1,"params":[[[]]]}"#,
            limits: EngineLimits(depthMax: 3)
        )
        #expect(try run.checked() == [.error(-32001, id: "null", kind: "tooDeep")])
        #expect(try JSONDocument(#require(run.answer)).root["error"]?["data"]?["limit"]?.integer == 3)
        let flatter = await EngineRun(
            #"{"jsonrpc":"2.0","method":"echo","id":1,"params":[[]]}"#,
            limits: EngineLimits(depthMax: 3)
        )
        #expect(try flatter.checked() == [.result("[[]]", id: "1")])
    }

    @Test func `a line with too many values is refused and not run`() async throws {
        let line = #"{"jsonrpc":"2.0","method":"echo","id":1,"params":[1,2,3]}"#
        #expect(try await EngineRun(line, limits: EngineLimits(valueCountMax: 12)).checked().map(\.id) == ["1"])
        let run = await EngineRun(line, limits: EngineLimits(valueCountMax: 11))
        #expect(try run.checked() == [.error(-32001, id: "null", kind: "lineTooLong")] && run.methods.isEmpty)
        #expect(try JSONDocument(#require(run.answer)).root["error"]?["data"]?["limit"]?.integer == 11)
    }

    @Test func `a batch is limited`() async throws {
        let member = #"{"jsonrpc":"2.0","method":"nothing","id":1}"#
        let limits = EngineLimits(batchMax: 2)
        #expect(try await EngineRun("[\(member),\(member)]", limits: limits).checked().count == 2)
        let run = await EngineRun("[\(member),\(member),\(member)]", limits: limits)
        #expect(try run.checked() == [.error(-32001, id: "null", kind: "batchTooLarge")] && run.methods.isEmpty)
    }

    @Test(arguments: [(964, true), (965, false)])
    func `an answer is limited exactly, and keeps its id`(_ resultBytes: Int, fits: Bool) async throws {
        let line = #"{"jsonrpc":"2.0","method":"long","id":"a","params":{"bytes":\#(resultBytes)}}"#
        let run = await EngineRun(line, limits: EngineLimits(responseBytesMax: 1000))
        if fits { #expect(run.answer?.utf8.count == 1000) }
        #expect(try run.checked().map(\.kind) == [fits ? nil : "responseTooLarge"])
        #expect(try run.checked().map(\.id) == [#""a""#])
    }

    @Test func `the answers to a batch have one limit together`() async throws {
        let members = (1...5).map {
            #"{"jsonrpc":"2.0","method":"long","id":\#($0),"params":{"bytes":\#($0 == 4 ? 5 : 300)}}"#
        }
        let run = await EngineRun(
            "[" + members.joined(separator: ",") + "]",
            limits: EngineLimits(responseBytesMax: 1000)
        )
        let answers = try run.checked()
        #expect(answers.map(\.id) == ["1", "2", "3", "4", "5"])
        #expect(answers.map(\.kind) == [nil, nil, "responseTooLarge", nil, "responseTooLarge"])
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","method":"nothing","id":1}"#, "pending"),
        (#"{"jsonrpc":"2.0","method":"nothing"}"#, "pending"),
        (#"[{"jsonrpc":"2.0","method":"nothing","id":1}]"#, "pending"),
        ("1", "refused"), ("{", "refused"), ("[]", "refused"),
    ])
    func `a line that is no request is refused at once, and no call has begun`(line: String, kind: String) async throws
    {
        let (_, caller) = AsyncStream<ScriptedMethods.Entry>.makeStream()
        let reply = RequestEngine(dispatcher: ScriptedMethods()).reply(to: Array(line.utf8), caller: caller)
        #expect(reply.kind == kind)
        guard case .refused(let answer?) = reply else { return }
        _ = try CheckedAnswer(JSONDocument(parsing: answer).root)
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","method":"long","id":1}"#, true), (#"{"jsonrpc":"2.0","method":"long"}"#, true),
        (#"[1,{"jsonrpc":"2.0","method":"nothing","id":1},{"jsonrpc":"2.0","method":"long","id":2}]"#, true),
        (#"{"jsonrpc":"2.0","method":"nothing","id":1}"#, false),
        (#"[{"jsonrpc":"2.0","method":"nothing","id":"long"},{"method":1},"long"]"#, false),
    ])
    func `an answer that may be long is told apart before it is begun, in a batch too`(line: String, isLong: Bool) {
        let (_, caller) = AsyncStream<ScriptedMethods.Entry>.makeStream()
        let reply = RequestEngine(dispatcher: ScriptedMethods()).reply(to: Array(line.utf8), caller: caller)
        #expect(reply.kind.hasPrefix("long") == isLong)
    }

    @Test(arguments: [
        (#"{"jsonrpc":"2.0","method":"slow","id":1}"#, true),
        ("[" + Array(repeating: "1", count: 16).joined(separator: ",") + "]", false),
        ("[" + Array(repeating: "1", count: 17).joined(separator: ",") + "]", true),
        (#"[{"jsonrpc":"2.0","method":"nothing","id":1},{"jsonrpc":"2.0","method":"slow","id":2}]"#, true),
        (#"{"jsonrpc":"2.0","method":"nothing","id":1}"#, false),
    ])
    func `a line that may compute for long is told apart before it is begun`(line: String, isSlow: Bool) {
        let (_, caller) = AsyncStream<ScriptedMethods.Entry>.makeStream()
        let reply = RequestEngine(dispatcher: ScriptedMethods()).reply(to: Array(line.utf8), caller: caller)
        #expect((reply.kind == "slow") == isSlow)
    }

    @Test func `of those in a batch that may answer at length, or wait, one is under way at a time`() async throws {
        let member = #"{"jsonrpc":"2.0","method":"in turn","id":1}"#
        let run = await EngineRun("[\(member),\(member),\(member)]")
        #expect(run.methods == ["in turn", "ended", "in turn", "ended", "in turn", "ended"])
        #expect(try run.checked().count == 3)
    }

    @Test func `a lone call starts on the caller's thread`() async {
        let before = currentThread()
        let run = await EngineRun(#"{"jsonrpc":"2.0","method":"nothing","id":1}"#)
        #expect(run.entries.map(\.thread) == [before])
    }

    @Test func `random lines are answered by one line of the right form, or none`() async throws {
        var generator = SeededSequence(for: #function)
        let pieces = [
            #""jsonrpc":"2.0""#, #""jsonrpc":"1.0""#, #""method":"echo""#, #""method":"fail""#, #""method":1"#,
            #""id":1"#, #""id":null"#, #""id":{}"#, #""params":[]"#,
            #""params":{"a":{"b":1,"b":2}}"#, #""params":null"#, #""x":[1]"#,
        ]
        for _ in 0..<2_000 {
            let members = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                "{"
                    + pieces.shuffled(using: &generator).prefix(Int.random(in: 0...6, using: &generator)).joined(
                        separator: ","
                    ) + "}"
            }
            let line = members.count == 1 ? members[0] : "[" + members.joined(separator: ",") + "]"
            let run = await EngineRun(line)
            let answers = try run.checked()
            #expect(
                answers.count <= members.count && (run.answer == nil) == answers.isEmpty,
                "seed \(generator.seed), line \(line)"
            )
        }
    }
}
