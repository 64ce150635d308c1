import JSONRPC
import Storage
import TestSupport
import Testing
@testable import UnixServer

/// What clients leave behind that connect, send and close, or that hold what they were given.
@Suite(.timeLimit(.minutes(10))) struct VanishedClientTests {
    @Test func `connections that close with work under way keep their places until it is done`() async throws {
        var limits = ServerLimits.patient
        limits.connectionsMax = 8
        let gate = Gate()
        try await serving(limits: limits, respond: answering(through: gate)) { server in
            for number in 0..<8 {
                let client = server.client()
                try await client.send("question \(number)")
                _ = await gate.arrivals(atLeast: number + 1)
                await client.hangUp()
            }
            let refused = try #require(refusal(try await server.client().readLine()))
            #expect(refused == ("tooManyConnections", 8))
            gate.open()
            try await untilServed(server)
        }
    }

    @Test func `of a client that is gone no more lines run than may be unanswered`() async throws {
        let asked = Gate()
        let note: LateResponder = { line, _ in
            if line.starts(with: "question".utf8) { asked.note(String(decoding: line, as: UTF8.self)) }
            return answer(to: line)
        }
        try await serving(respond: note) { server in
            for _ in 0..<20 {
                let client = server.client()
                try await client.sendBytes(Array(repeating: Array("question\n".utf8), count: 5000).flatMap(\.self))
                await client.hangUp()
            }
            try await server.settle()
            try await server.settle()
            // What one read had brought while the client was there, and 32 lines after it had gone.
            let perRead = ConnectionState.readBytesMax / 9 + 1
            #expect(asked.arrivals.count <= 20 * (2 * perRead + 32))
        }
    }

    @Test func `what a client asked for is not done if it has hung up before, and what it told is`() async throws {
        let arrived = Gate()
        arrived.open()
        let isReleased = Monitor(false)
        let done = Monitor<[String]>([])
        let holdingUp: @Sendable ([UInt8]) -> [UInt8]? = { line in
            let text = String(decoding: line, as: UTF8.self)
            done.withLock { $0.append(text) }
            guard text == "hold" else { return answer(to: line) }
            arrived.note(text)
            isReleased.wait { $0 ? () : nil }
            return answer(to: line)
        }
        try await serving(
            respondAtOnce: holdingUp,
            refuse: { line, error in line.starts(with: "note".utf8) ? nil : RPCResponse.failure(error) },
            respond: echo
        ) { server in
            let early = server.client()
            try await early.connect()
            try await server.settle()
            let holder = server.client()
            try await holder.send("hold")
            _ = await arrived.arrivals(atLeast: 1)
            try await early.send("question")
            await early.hangUp()
            // They wait to be accepted.
            let clients = ["question", "note", "half"].map { ($0, server.client()) }
            for (text, client) in clients { try await client.send(text) }
            try await clients[2].1.closeSending()
            for (_, client) in clients.prefix(2) { await client.hangUp() }
            isReleased.withLock { $0 = true }
            isReleased.signal()
            #expect(try await clients[2].1.readLine() == "answer to half")
            try await server.settle()
            #expect(Set(done.withLock { $0 }).subtracting((1...3).map { "settle \($0)" }) == ["hold", "note", "half"])
        }
    }

    @Test func `a long answer ends with its client`() async throws {
        let began = Gate()
        let ended = Gate()
        began.open()
        ended.open()
        let wait: LateResponder = { line, _ in
            guard line.starts(with: "poll".utf8) else { return answer(to: line) }
            began.note("began")
            while !Task.isCancelled { await Task.yield() }
            ended.note("ended")
            return nil
        }
        try await serving(isLong: { $0.starts(with: "poll".utf8) }, respond: wait) { server in
            let client = server.client()
            try await client.send("poll")
            _ = await began.arrivals(atLeast: 1)
            await client.hangUp()
            _ = await ended.arrivals(atLeast: 1)
        }
    }

    @Test func `long lines of clients that are gone leave their places to others, however many they are`()
        async throws
    {
        try await serving(respond: echo) { server in
            let part = [UInt8](repeating: UInt8(ascii: "x"), count: 100 << 10)
            let holders = (0..<Account.permitCountPerUserMax).map { _ in server.client() }
            for holder in holders { try await holder.sendBytes(part) }
            try await server.settle()
            for _ in 0..<200 {
                let client = server.client()
                try await client.sendBytes(part)
                await client.hangUp()
            }
            try await server.settle()
            for holder in holders { await holder.hangUp() }
            let line = String(repeating: "y", count: 200_000)
            let client = server.client()
            try await client.send(line)
            #expect(try await client.readLine() == "answer to \(line)")
        }
    }

    @Test func `a client that half-closes and never reads is closed when it is idle`() async throws {
        var limits = ServerLimits.patient
        limits.connectionsMax = 4
        limits.idleSeconds = 1
        let large: LateResponder = { line, _ in
            line.starts(with: "question".utf8) ? [UInt8](repeating: 120, count: 1 << 20) : answer(to: line)
        }
        try await serving(limits: limits, respond: large) { server in
            let holders = (0..<4).map { _ in server.client() }
            for holder in holders {
                try await holder.send("question")
                try await holder.closeSending()
            }
            try await untilServed(server)
            for holder in holders { await holder.hangUp() }
        }
    }

    @Test func `answers that an earlier one holds up count as unread`() async throws {
        var limits = ServerLimits.patient
        limits.unsentBytesMax = 100 << 10
        let asked = Gate()
        let gate = Gate()
        let large: LateResponder = { line, peer in
            guard line.starts(with: "large".utf8) else { return await answering(through: gate)(line, peer) }
            asked.note("large")
            return [UInt8](repeating: 120, count: 50 << 10)
        }
        try await serving(limits: limits, respond: large) { server in
            let client = server.client()
            try await client.send("question 0")
            for _ in 0..<20 { try await client.send("large") }
            _ = await asked.arrivals(atLeast: 2)
            try await server.settle()
            #expect(asked.arrivals.count <= 6)
            gate.open()
            #expect(try await client.readLines(21).count == 21)
        }
    }

    /// Connects until the server has a place.
    private func untilServed(_ server: ServedSocket) async throws {
        while true {
            let client = server.client()
            try? await client.send("settle")
            let line = try await client.readLine()
            if line == "answer to settle" { return }
            #expect(refusal(line)?.kind == "tooManyConnections")
        }
    }
}
