import Glibc
import PaylinkClient
import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct DrainTests {
    @Test func `what is under way is answered, later lines are refused, and nobody new is let in`() async throws {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            try await client.send("question 0")
            _ = await gate.arrivals(atLeast: 1)
            try await stopAndSettle(server)
            try await client.send("question 1")
            gate.open()
            let lines = try await client.readLines(2)
            #expect(lines.first == "answer to question 0")
            #expect(refusal(lines.last)?.kind == "shuttingDown")
            #expect(gate.arrivals == ["question 0"])
            #expect(access(server.path, F_OK) != 0)
            await server.waitForEnd()
        }
    }

    @Test func `every line that arrived and was not started is refused`() async throws {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            try await client.sendBytes(Array(questions(0..<50).joined(separator: "\n").utf8))
            try await client.closeSending()
            _ = await gate.arrivals(atLeast: 32)
            try await stopAndSettle(server)
            gate.open()
            let lines = try await client.readToEnd()
            #expect(lines.prefix(32) == answers(0..<32)[...])
            #expect(lines.dropFirst(32).map { refusal($0)?.kind } == Array(repeating: "shuttingDown", count: 18))
            #expect(gate.arrivals.count == 32)
        }
    }

    @Test func `lines that wait in the socket are refused too, and the end is no reset`() async throws {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            // More than is read at once, from a client that does not end its side.
            let padding = String(repeating: "x", count: 1000)
            try await client.sendBytes(Array((0..<100).map { "question \($0) \(padding)\n" }.joined().utf8))
            _ = await gate.arrivals(atLeast: 32)
            try await stopAndSettle(server)
            gate.open()
            let lines = try await client.readToEnd()
            #expect(lines.count == 100)
            #expect(lines.dropFirst(32).allSatisfy { refusal($0)?.kind == "shuttingDown" })
        }
    }

    @Test func `a client that does not take its answers is left behind after the drain's time`() async throws {
        var limits = ServerLimits.patient
        limits.drainSeconds = 1
        limits.unsentBytesMax = 64 << 10
        let large: LateResponder = { line, _ in
            line.starts(with: "settle".utf8) ? line : [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        }
        try await serving(limits: limits, respond: large) { server in
            let client = server.client()
            try await client.send("question 0")
            try await client.send("question 1")
            try await server.settle()
            await server.stop()
            await server.waitForEnd()
            await client.hangUp()
        }
    }

    @Test func `a server with nobody connected ends by itself when it is told to`() async throws {
        try await serving(idleExitSeconds: 1, respond: echo) { server in
            await server.waitForEnd()
            #expect(access(server.path, F_OK) != 0)
        }
    }

    @Test func `nobody is served before the server has said that it serves`() async throws {
        let early = Gate()
        try await serving(
            onServing: { path in
                // The question waits in the socket's queue, for as long as this takes.
                let answer = Result {
                    let connection = try Connection(path: path, timeoutSeconds: 1)
                    try connection.send(Array("question 0".utf8))
                    return try connection.readLine()
                }
                early.note("\(answer)")
            },
            respond: echo
        ) { server in
            #expect(early.arrivals == ["\(Result<[UInt8]?, any Error>.failure(ClientError.timedOut(seconds: 1)))"])
            try await server.settle()
        }
    }

    /// Begins the drain, and returns when it has begun for everybody: those who ask nothing are let go then.
    private func stopAndSettle(_ server: ServedSocket) async throws {
        let idle = (0..<10).map { _ in server.client() }
        for client in idle {
            try await client.send("settle")
            #expect(try await client.readLine() == "answer to settle")
        }
        await server.stop()
        for client in idle { #expect(try await client.readToEnd() == []) }
    }
}
