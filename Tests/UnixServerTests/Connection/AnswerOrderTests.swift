import Glibc
import SocketLoop
import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct AnswerOrderTests {
    @Test func `answers leave in the order of the lines, in whatever order they are ready`() async throws {
        var random = SeededSequence(for: #function)
        let order = questions(0..<32).shuffled(using: &random)
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            for question in questions(0..<32) { try await client.send(question) }
            #expect(await gate.arrivals(atLeast: 32) == questions(0..<32))
            for question in order { gate.open(for: question) }
            #expect(try await client.readLines(32) == answers(0..<32))
        }
    }

    @Test func `an answer that is ready at once waits for an earlier one`() async throws {
        let gate = Gate()
        let quick: @Sendable ([UInt8]) -> [UInt8]? = { line in
            line.starts(with: "quick".utf8) ? answer(to: line) : nil
        }
        try await serving(respondAtOnce: quick, respond: answering(through: gate)) { server in
            let client = server.client()
            try await client.sendBytes(Array("quick 0\nquestion 1\nquick 2\n".utf8))
            #expect(try await client.readLine() == "answer to quick 0")
            _ = await gate.arrivals(atLeast: 1)
            gate.open()
            #expect(try await client.readLines(2) == ["answer to question 1", "answer to quick 2"])
        }
    }

    @Test func `no answer overtakes an earlier one of its connection, but those of other connections may`()
        async throws
    {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let slow = server.client()
            try await slow.send("question 0")
            try await slow.send("question 1")
            gate.open(for: "question 1")
            _ = await gate.arrivals(atLeast: 2)
            let quick = server.client()
            gate.open(for: "question 2")
            try await quick.send("question 2")
            #expect(try await quick.readLine() == "answer to question 2")
            gate.open()
            #expect(try await slow.readLines(2) == answers(0..<2))
        }
    }

    @Test(arguments: ["\n", "\r\n", ""])
    func `a client that has ended its input gets every answer`(lastEnding: String) async throws {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            let text = questions(0..<50).joined(separator: "\n") + lastEnding
            try await client.sendBytes(Array(text.utf8))
            try await client.closeSending()
            _ = await gate.arrivals(atLeast: 32)
            gate.open()
            #expect(try await client.readToEnd() == answers(0..<50))
        }
    }

    @Test func `500 short connections that send, half-close and wait all get their answer`() async throws {
        try await serving(respond: echo) { server in
            let count = try await withThrowingTaskGroup(of: Int.self) { tasks in
                for worker in 0..<10 {
                    tasks.addTask { try await answered(server, worker: worker) }
                }
                return try await tasks.reduce(0, +)
            }
            #expect(count == 500)
        }
    }

    @Test func `a notification gets no answer and not even an empty line`() async throws {
        let silentForNotifications: LateResponder = { line, _ in
            line.starts(with: "note".utf8) ? nil : answer(to: line)
        }
        try await serving(respond: silentForNotifications) { server in
            let client = server.client()
            for line in ["note 1", "question 1", "note 2", "note 3", "question 2", "note 4"] {
                try await client.send(line)
            }
            try await client.closeSending()
            #expect(try await client.readToEnd() == answers(1...2))
            let mute = server.client()
            try await mute.send("note 5")
            try await mute.closeSending()
            #expect(try await mute.readToEnd() == [])
        }
    }

    @Test func `a connection that sends nothing gets nothing`() async throws {
        try await serving(respond: echo) { server in
            let client = server.client()
            try await client.closeSending()
            #expect(try await client.readToEnd() == [])
        }
    }

    @Test func `the responder gets the credentials of the peer`() async throws {
        let credentials: LateResponder = { _, peer in Array("\(peer.uid) \(peer.gid) \(peer.pid)".utf8) }
        try await serving(respond: credentials) { server in
            let client = server.client()
            try await client.send("question")
            #expect(try await client.readLine() == "\(geteuid()) \(getegid()) \(getpid())")
        }
    }

    /// Makes 50 connections one after the other and counts the right answers.
    private func answered(_ server: ServedSocket, worker: Int) async throws -> Int {
        var count = 0
        for round in 0..<50 {
            let client = server.client()
            try await client.sendBytes(Array("question \(worker)-\(round)".utf8))
            try await client.closeSending()
            count += try await client.readToEnd() == ["answer to question \(worker)-\(round)"] ? 1 : 0
        }
        return count
    }
}
