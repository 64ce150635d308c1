import PaylinkClient
import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct ConnectionLimitTests {
    @Test func `a connection beyond the limit gets tooManyConnections and the end of the stream`() async throws {
        var limits = ServerLimits.patient
        limits.connectionsMax = 3
        try await refusesTheFourth(limits)
    }

    @Test func `a connection beyond its user's limit gets tooManyConnections and the end of the stream`() async throws {
        var limits = ServerLimits.patient
        limits.connectionsPerUserMax = 3
        try await refusesTheFourth(limits)
    }

    @Test func `a client that has sent its request before it is refused still gets the reason`() async throws {
        var limits = ServerLimits.patient
        limits.connectionsMax = 1
        try await serving(limits: limits, respond: echo) { server in
            let first = server.client()
            try await ask(first)
            for _ in 0..<50 {
                guard case .refused(let error) = try await server.client().call("getLink") else {
                    Issue.record("the second connection was served")
                    return
                }
                #expect(error.kind == "tooManyConnections")
                #expect(error.retryable)
            }
            try await ask(first)
        }
    }

    private func refusesTheFourth(_ limits: ServerLimits) async throws {
        try await serving(limits: limits, respond: echo) { server in
            let clients = (0..<3).map { _ in server.client() }
            for client in clients { try await ask(client) }
            let fourth = server.client()
            let refused = try #require(refusal(try await fourth.readLine()))
            #expect(refused == ("tooManyConnections", 3))
            #expect(try await fourth.readLine() == nil)

            for client in clients { try await ask(client) }
            await clients[0].hangUp()
            #expect(try await isServedAgain(server))
        }
    }

    /// Whether a connection is served again; the server may not have noticed the disconnect at the first try.
    private func isServedAgain(_ server: ServedSocket) async throws -> Bool {
        for _ in 0..<1000 {
            let client = server.client()
            do {
                try await ask(client)
                return true
            } catch is ConnectionRefused {
                continue
            }
        }
        return false
    }

    private func ask(_ client: LineClient) async throws {
        // The request of a refused client may fail with EPIPE; its answer can be read all the same.
        try? await client.send("question 0")
        let line = try await client.readLine()
        if refusal(line)?.kind == "tooManyConnections" { throw ConnectionRefused() }
        #expect(line == "answer to question 0")
    }

    private struct ConnectionRefused: Error {}
}
