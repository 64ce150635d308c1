import Glibc
import JSON
import TestSupport
import Testing

/// Rules 16 to 29 over the socket: answers.
///
/// `WireReply` checks rules 17 to 26 on every answer that any of these tests reads; here each rule has an example.
@Suite(.timeLimit(.minutes(10))) struct ResponseRuleTests {
    private static let notFound =
        #""error":{"code":-32601,"message":"There is no such method; call rpc.discover for the list.","#
        + #""data":{"kind":"methodNotFound","retryable":false,"method":"nope"}}"#

    @Test func `rule 16, every call gets exactly one answer`() async throws {
        let session = try await WireSession()
        let client = session.daemon.place.client()
        let calls = calls(count: 200)
        try await client.sendBytes(Array(calls.map(\.text).joined(separator: "\n").utf8))
        try await client.closeSending()
        let replies = try await client.readToEnd().map(WireReply.init)
        #expect(replies == calls.indices.map(expectedReply))
    }

    @Test func `rule 16, after SIGTERM every call in the socket is answered or refused once`() async throws {
        let session = try await WireSession()
        let client = session.daemon.place.client()
        let calls = calls(count: 200)
        try await client.sendBytes(Array(calls.map { $0.text + "\n" }.joined().utf8))
        var lines = try await client.readLines(100)
        session.daemon.child.kill(SIGTERM)
        while let line = try await client.readLine() { lines.append(line) }
        let replies = try lines.map(WireReply.init)
        for (call, reply) in replies.enumerated() where reply != expectedReply(to: call) {
            #expect(reply == .error(-32002, id: "\(call)", kind: "shuttingDown"))
        }
        #expect(replies.count == calls.count)
        #expect(try await session.daemon.child.wait() == .exited(0))
    }

    @Test func `rule 17, an answer says 2.0`() async throws {
        try await expect(Request(method: "nope"), #"{"jsonrpc":"2.0","id":1,\#(Self.notFound)}"#)
    }

    @Test func `rule 18, a success has a result and no error`() async throws {
        let result = #"{"links":[],"nextCursor":null,"seq":0}"#
        try await expect(Request(method: "listLinks"), #"{"jsonrpc":"2.0","id":1,"result":\#(result)}"#)
    }

    @Test func `rule 19, a failure has an error and no result`() async throws {
        try await expect(Request(method: "nope", id: #""a""#), #"{"jsonrpc":"2.0","id":"a",\#(Self.notFound)}"#)
    }

    @Test func `rule 20, an answer has one of result and error`() async throws {
        try await WireSession().expect([
            (Request.status().text, .result(id: "1")), (Request(method: "nope").text, .error(-32601, id: "1")),
            (Request.generateLink("A-20").text, .result(id: "1")),
            (Request.generateLink("A-20").text, .error(1006, id: "1", kind: "orderIdInUse")),
        ])
    }

    @Test func `rule 21, an answer always has an id`() async throws {
        try await WireSession().expect([
            ("}", .error(-32700)), ("{}", .error(-32600)), ("[]", .error(-32600)),
            (Request(method: "nope", id: "0").text, .error(-32601, id: "0")),
        ])
    }

    @Test func `rule 22, the id is null only if it could not be read`() async throws {
        try await WireSession().expect([
            (#"{"jsonrpc":"1.0","method":"x","id":"a"}"#, .error(-32600, id: #""a""#)),
            (#"{"jsonrpc":"2.0","method":"x","params":1,"id":"a"}"#, .error(-32600, id: #""a""#)),
            (#"{"jsonrpc":"2.0","method":"x","method":"y","id":"a"}"#, .error(-32600, id: #""a""#)),
            (#"{"jsonrpc":"2.0","id":5,"result":null}"#, .error(-32600, id: "5")),
            (#"{"jsonrpc":"2.0","method":"x","id":"a""#, .error(-32700)),
            (#"{"jsonrpc":"2.0","method":"x","id":1,"id":2}"#, .error(-32600)), (#""a""#, .error(-32600)),
        ])
    }

    @Test func `rule 23, the code is an integer`() async throws {
        for (request, code) in [(Request(method: "nope"), "-32601"), (.getLink("A-23"), "1006")] {
            let answer = try await answer(to: request)
            #expect(answer["error"]?["code"].map { String(decoding: $0.rawBytes, as: UTF8.self) } == code)
        }
    }

    @Test func `rule 24, the message is one sentence`() async throws {
        let answer = try await answer(to: .getLink("A\\n24"))
        let message = try #require(answer["error"]?["message"]?.string)
        #expect(message.hasSuffix(".") && !message.contains("\n"))
    }

    @Test func `rule 25, the data of an error is for programs`() async throws {
        let session = try await WireSession()
        let link = try await session.result(of: .generateLink("A-25"))
        let line = try #require(try await session.answers(to: Array(Request.generateLink("A-25").text.utf8)).first)
        let data = try JSONDocument(parsing: Array(line.utf8)).root["error"]?["data"]
        #expect(data?["kind"]?.string == "orderIdInUse" && data?["parameter"]?.string == "/orderId")
        #expect(data?["retryable"]?.bool == false)
        #expect(data?["existing"]?["linkId"]?.string == link["linkId"]?.string)
    }

    @Test func `rule 26, the reserved codes are the protocol's and the server's`() async throws {
        let deep = String(repeating: "[", count: 129) + String(repeating: "]", count: 129)
        try await WireSession().expect([
            (deep, .error(-32001, kind: "tooDeep")),
            (Request.getLink("A-26").text, .error(1006, id: "1", kind: "unknownOrder")),
            (Request.generateLink("A 26\\n").text, .error(1006, id: "1", kind: "invalidOrderId")),
        ])
    }

    @Test func `rule 27, what is not JSON is a parse error`() async throws {
        let session = try await WireSession()
        let lines = [
            "{", #"{"jsonrpc":"2.0","method":"foobar,"params":"bar","baz]"#, "nonsense", "{}{}", "1 2", "[1,", #""a"#,
            "[1]x", "\u{FEFF}{}", "\u{0}", "{}\u{0}", "NaN", "01", "{'a':1}", "[1,]", #""\ud800""#, "// x",
            "GET / HTTP/1.1",
        ]
        for line in lines { #expect(try await session.reply(to: line) == .error(-32700), "\(line)") }
        for bytes in [[0xC3, 0x28], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF]] as [[UInt8]] {
            let line = Array(#"{"jsonrpc":"2.0","id":1,"method":""#.utf8) + bytes + Array(#""}"#.utf8)
            #expect(try await session.reply(to: line) == .error(-32700), "\(bytes)")
        }
    }

    @Test func `rule 28, JSON that is no request is invalid`() async throws {
        try await WireSession().expect(["1", #""x""#, "null", "true", "1.5", "-0"].map { ($0, .error(-32600)) })
    }

    @Test func `rule 29, methods and parameters have codes of their own, and the id is returned`() async throws {
        try await WireSession().expect([
            (Request(method: "nope", id: #""n""#).text, .error(-32601, id: #""n""#)),
            (Request(method: "GetLink", id: "2").text, .error(-32601, id: "2")),
            (Request(method: "getLink", parameters: "{}", id: "3").text, .error(-32602, id: "3")),
            (Request(method: "getLink", parameters: #"{"orderId":1}"#, id: "4").text, .error(-32602, id: "4")),
        ])
    }

    /// Calls that alternate between a new link and an unknown method.
    private func calls(count: Int) -> [Request] {
        (0..<count).map { id in
            id % 2 == 0 ? .generateLink("A-\(id)", id: "\(id)") : Request(method: "x", id: "\(id)")
        }
    }

    private func expectedReply(to call: Int) -> WireReply {
        call % 2 == 0 ? .result(id: "\(call)") : .error(-32601, id: "\(call)")
    }

    private func expect(_ request: Request, _ answer: String) async throws {
        #expect(try await WireSession().answers(to: Array(request.text.utf8)) == [answer])
    }

    private func answer(to request: Request) async throws -> JSONValue {
        let lines = try await WireSession().answers(to: Array(request.text.utf8))
        return try JSONDocument(parsing: Array(try #require(lines.first).utf8)).root
    }
}
