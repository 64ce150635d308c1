import JSONRPC
import Testing

/// Rules 30 to 37 over the socket: batches.
@Suite(.timeLimit(.minutes(10))) struct BatchRuleTests {
    @Test func `rule 30, a batch is answered by one array`() async throws {
        let session = try await WireSession()
        let line = batch(.generateLink("A-30", id: "3"), .status(id: "1"), .getLink("A-30", id: "2"))
        try await session.expect([
            (line, .batch([.result(id: "3"), .result(id: "1"), .result(id: "2")])),
            (batch(.status(id: "1")), .batch([.result(id: "1")])),
        ])
    }

    @Test func `rule 31, an empty array is one invalid request`() async throws {
        try await WireSession().expect([("[]", .error(-32600)), (" [ ] ", .error(-32600))])
    }

    @Test func `rule 32, each bad member is answered`() async throws {
        let bad = WireAnswer.error(-32600)
        try await WireSession().expect([
            ("[1]", .batch([bad])), ("[1,2,3]", .batch([bad, bad, bad])), ("[null]", .batch([bad])),
            ("[[]]", .batch([bad])), (#"["x",true,{}]"#, .batch([bad, bad, bad])),
            ("[\(batch(.generateLink("A-32")))]", .batch([bad])),
            (Request.getLink("A-32").text, .error(1006, id: "1", kind: "unknownOrder")),
        ])
    }

    @Test func `rule 33, there is one answer for each call`() async throws {
        let mixed = batch(
            .generateLink("A-33", id: #""1""#),
            .generateLink("B-33", id: nil),
            .getLink("A-33", id: #""2""#),
            Request(method: "foo.get", id: #""5""#),
            .status(id: #""9""#)
        )
        let withBadMember = mixed.replacing("}]", with: #"},{"foo":"boo"}]"#)
        try await WireSession().expect([
            (
                withBadMember,
                .batch([
                    .result(id: #""1""#), .result(id: #""2""#), .error(-32601, id: #""5""#), .result(id: #""9""#),
                    .error(-32600),
                ])
            ),
            (
                batch(.status(), .status(), Request(method: "x")),
                .batch([.result(id: "1"), .result(id: "1"), .error(-32601, id: "1")])
            ),
        ])
    }

    @Test func `rule 34, a full batch has every answer, in the order of the requests`() async throws {
        let calls = (0..<100).map { id in
            id % 3 == 2 ? Request.getLink("A-\(id - 1)", id: "\(id)") : Request.generateLink("A-\(id)", id: "\(id)")
        }
        let line = "[" + calls.map(\.text).joined(separator: ",") + "]"
        try await WireSession().expect([(line, .batch((0..<100).map { .result(id: "\($0)") }))])
    }

    @Test func `rule 35, notifications alone get no byte`() async throws {
        let session = try await WireSession()
        try await session.expect([
            (batch(.generateLink("A-35", id: nil), Request(method: "x", id: nil)), .silence),
            (batch(.status(id: nil)), .silence),
            (Request.getLink("A-35").text, .result(id: "1")),
        ])
    }

    @Test func `rule 36, a batch that is not JSON is one parse error`() async throws {
        try await WireSession().expect([
            ("[\(Request.generateLink("A-36").text),{\"jsonrpc\":\"2.0\",\"method\"]", .error(-32700)),
            (batch(.generateLink("A-36")).dropLast() + "", .error(-32700)),
            (Request.getLink("A-36").text, .error(1006, id: "1", kind: "unknownOrder")),
        ])
    }

    @Test func `rule 37, an answer is one line`() async throws {
        let session = try await WireSession()
        let line = "[\(Request.status(id: "1").text),\t1, \(Request(method: "a\\nb", id: "2").text)]\r"
        let answers = try await session.answers(to: Array(line.utf8))
        #expect(answers.count == 1)
        #expect(try WireReply(line: answers[0]) == .batch([.result(id: "1"), .error(-32600), .error(-32601, id: "2")]))
    }

    private func batch(_ requests: Request...) -> String {
        "[" + requests.map(\.text).joined(separator: ",") + "]"
    }
}
