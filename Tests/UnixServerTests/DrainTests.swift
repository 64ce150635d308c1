import Glibc
import PaylinkClient
import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct DrainTests {
    @Test func `requests under way are answered, later lines refused, and no connection accepted`() async throws {
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

    @Test func `every line that arrived and did not start is refused`() async throws {
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

    @Test func `lines that are still in the socket are refused too, and the connection is not reset`() async throws {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            // More than one read takes, from a client that does not half-close.
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

    @Test func `a request that could be sent is answered or refused, whenever the drain begins`() async throws {
        try await serving(respond: echo) { server in
            let started = Gate()
            started.open()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<8 {
                    tasks.addTask { try await BlockingCall.run { try askUntilRefused(server.path, number, started) } }
                }
                _ = await started.arrivals(atLeast: 8)
                await server.stop()
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `a client that does not read its answers is disconnected after the drain's time`() async throws {
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

    @Test func `a server without a connection ends after its idle time`() async throws {
        try await serving(idleExitSeconds: 1, respond: echo) { server in
            await server.waitForEnd()
            #expect(access(server.path, F_OK) != 0)
        }
    }

    @Test func `no connection is served before onServing was called`() async throws {
        let early = Gate()
        try await serving(
            onServing: { path in
                // The question waits in the socket's queue meanwhile.
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

    /// Begins the drain, and returns once every connection has got it: the idle ones are closed then.
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

/// Makes one call after the other until the server refuses one or closes the input.
private func askUntilRefused(_ path: String, _ number: Int, _ started: Gate) throws {
    let connection = try Connection(path: path, timeoutSeconds: LineClient.timeoutSeconds)
    for round in 0... {
        do {
            try connection.send(Array("question \(round)".utf8))
        } catch ClientError.closed {
            return
        }
        let line = try #require(try connection.readLine(), "a request was sent and got no answer")
        if round == 0 { started.note("\(number)") }
        guard let refusal = refusal(String(decoding: line, as: UTF8.self)) else { continue }
        #expect(refusal.kind == "shuttingDown")
        return #expect(try connection.readLine() == nil)
    }
}
