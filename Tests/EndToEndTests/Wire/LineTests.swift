import JSONRPC
import TestSupport
import Testing
import JSON

/// Lines and their limits over the socket; after any line the next one is served.
@Suite(.timeLimit(.minutes(10))) struct LineTests {
    @Test func `blank lines are ignored and a carriage return is accepted`() async throws {
        let session = try await WireSession()
        for line in ["", " ", "\t \r", "\r", "\n\n\r\n"] {
            #expect(try await session.answers(to: Array(line.utf8)) == [])
        }
        try await session.expect([(Request.status().text + "\r", .result(id: "1"))])
    }

    @Test func `a raw newline splits a line into two invalid ones`() async throws {
        let session = try await WireSession()
        let halves = #"{"jsonrpc":"2.0","method":"getServiceStatus","# + "\n" + #""id":1}"#
        let replies = try await session.answers(to: Array(halves.utf8)).map(WireReply.init)
        #expect(replies == [.error(-32700), .error(-32700)])
    }

    @Test func `a line may arrive in any pieces`() async throws {
        let session = try await WireSession()
        let client = session.daemon.place.client()
        for byte in Array(Request.status(id: "1").text.utf8) + [0x0A] { try await client.sendBytes([byte]) }
        #expect(try await client.readLine().map(WireReply.init) == .result(id: "1"))
    }

    @Test func `a line at the limit is served, and one over it is refused and dropped`() async throws {
        let session = try await WireSession()
        let limit = 1 << 20
        for (byteCount, reply) in [
            (limit, .result(id: "1")), (limit + 1, .error(-32001, kind: "lineTooLong")),
            (3 * limit, .error(-32001, kind: "lineTooLong")),
        ] as [(Int, WireReply)] {
            let request = Request.status().text
            let line = request + String(repeating: " ", count: byteCount - request.utf8.count)
            #expect(try await session.reply(to: line) == reply, "\(byteCount) bytes")
        }
    }

    @Test func `a line as deep as allowed is served, and a deeper one refused`() async throws {
        let brackets = { (count: Int) in String(repeating: "[", count: count) + String(repeating: "]", count: count) }
        try await WireSession().expect([
            (Request(method: "getLink", parameters: #"{"x":\#(brackets(126))}"#).text, .error(-32602, id: "1")),
            (Request(method: "getLink", parameters: #"{"x":\#(brackets(127))}"#).text, .error(-32001, kind: "tooDeep")),
            (brackets(500_000), .error(-32001, kind: "tooDeep")),
        ])
    }

    @Test func `a batch over the limit is refused whole`() async throws {
        let batch = { (count: Int) in
            "[" + (0..<count).map { Request.generateLink("A-\(count)-\($0)", id: "\($0)").text }.joined(separator: ",")
                + "]"
        }
        try await WireSession().expect([
            (batch(101), .error(-32001, kind: "batchTooLarge")),
            (Request.getLink("A-101-0").text, .error(1006, id: "1", kind: "unknownOrder")),
            (batch(100), .batch((0..<100).map { .result(id: "\($0)") })),
        ])
    }

    @Test func `configured limits hold and are named in the errors`() async throws {
        let limits = #"{"lineBytes":1000,"values":50,"depth":4,"batch":2,"unsentBytes":4096}"#
        let session = try await WireSession(limits: limits)
        let status = try await session.result(of: .status())
        #expect(status["limits"]?["batch"]?.integer == 2 && status["limits"]?["unsentBytes"]?.integer == 4096)
        try await session.expect([
            (String(repeating: "x", count: 1001), .error(-32001, kind: "lineTooLong")),
            ("[" + String(repeating: "1,", count: 49) + "1]", .error(-32001, kind: "lineTooLong")),
            ("[[[[[]]]]]", .error(-32001, kind: "tooDeep")), ("[1,2,3]", .error(-32001, kind: "batchTooLarge")),
            ("[1,2]", .batch([.error(-32600), .error(-32600)])),
        ])
    }

    @Test func `an answer over the limit is refused with its id, and its batch keeps the others`() async throws {
        let session = try await WireSession(limits: #"{"unsentBytes":4096}"#)
        _ = try await session.result(of: .generateLink("A-0"))
        let long = Request(method: "rpc.discover", id: #""all""#)
        let tooLarge = WireAnswer.error(-32001, id: #""all""#, kind: "responseTooLarge")
        try await session.expect([
            (long.text, .one(tooLarge)),
            (
                "[\(Request.status(id: "1").text),\(long.text),\(Request.getLink("A-0", id: "2").text)]",
                .batch([.result(id: "1"), tooLarge, .result(id: "2")])
            ),
            (Request.status(id: "1").text, .result(id: "1")),
        ])
    }
}
