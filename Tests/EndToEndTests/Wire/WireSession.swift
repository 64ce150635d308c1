import JSON
import TestSupport
import Testing

/// A daemon and one connection to it, which has to survive every line that the test sends.
final class WireSession {
    let daemon: DaemonProcess
    private let client: LineClient
    private var probeCount = 0

    /// Starts a daemon; `limits` is the encoded object of its configuration file, nil for no such file.
    init(limits: String? = nil) async throws {
        let place = try DaemonPlace()
        var options = DaemonProcess.Options()
        if let limits {
            let file = try place.write(#"{"limits":\#(limits)}"#, to: "paylinkd.json")
            options.arguments = ["--config", file]
        }
        daemon = try await DaemonProcess.start(in: place, options)
        client = place.client()
    }

    /// Sends a line and a valid request after it; returns the answers before the result of that request.
    ///
    /// This shows that a line leaves the connection usable, and gets neither a late nor a second answer.
    func answers(to line: [UInt8]) async throws -> [String] {
        probeCount += 1
        let id = #""after line \#(probeCount)""#
        let probe = Request(method: "getServiceStatus", id: id)
        try await client.sendBytes(line + Array("\n\(probe.text)\n".utf8))
        let result = #"{"jsonrpc":"2.0","id":\#(id),"result":{"version":""#
        var answers: [String] = []
        while true {
            let answer = try #require(await client.readLine(), "the daemon hung up")
            if answer.hasPrefix(result) { return answers }
            answers.append(answer)
            try #require(answers.count < 10, "the next request is not answered, but there is \(answer)")
        }
    }

    /// Sends a line that gets at most one answer.
    func reply(to line: String) async throws -> WireReply {
        try await reply(to: Array(line.utf8))
    }

    /// Sends the bytes of a line that gets at most one answer.
    func reply(to line: [UInt8]) async throws -> WireReply {
        let answers = try await answers(to: line)
        try #require(answers.count <= 1)
        guard let answer = answers.first else { return .silence }
        try checkDeclaration(line, answer)
        return try WireReply(line: answer)
    }

    /// Sends a request that has to succeed, and returns its result.
    func result(of request: Request) async throws -> JSONValue {
        let answer = try #require(try await answers(to: Array(request.text.utf8)).first)
        return try #require(try JSONDocument(parsing: Array(answer.utf8)).root["result"], "\(answer)")
    }

    /// Sends lines and compares each reply with the expected one.
    func expect(_ exchanges: [(line: String, reply: WireReply)]) async throws {
        for (line, expected) in exchanges {
            let reply = try await reply(to: line)
            #expect(reply == expected, "\(line.prefix(300))")
        }
    }

    /// Checks the answer to a single call against its method's declaration.
    private func checkDeclaration(_ line: [UInt8], _ answer: String) throws {
        guard let request = try? JSONDocument(parsing: line).root, let method = request["method"]?.string else {
            return
        }
        let answer = try JSONDocument(parsing: Array(answer.utf8)).root
        let none = try JSONDocument(parsing: Array("{}".utf8)).root
        let exchange = DeclaredExchange(method: method, parameters: request["params"] ?? none, answer: answer)
        #expect((exchange?.violations ?? []) == [])
    }
}
