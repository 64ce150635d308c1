import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct BackPressureTests {
    @Test func `reading stops while 32 requests are unanswered`() async throws {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            try await client.sendBytes(Array(questions(0..<500).map { $0 + "\n" }.joined().utf8))
            _ = await gate.arrivals(atLeast: 32)
            try await server.settle()
            #expect(gate.arrivals == questions(0..<32))

            gate.open(for: "question 0")
            #expect(try await client.readLine() == "answer to question 0")
            try await server.settle()
            #expect(gate.arrivals == questions(0..<33))

            gate.open()
            #expect(try await client.readLines(499) == answers(1..<500))
        }
    }

    @Test func `an answered request still counts while its answer waits for an earlier one`() async throws {
        let gate = Gate()
        for question in questions(1..<100) { gate.open(for: question) }
        try await serving(respond: answering(through: gate)) { server in
            let client = server.client()
            for question in questions(0..<100) { try await client.send(question) }
            _ = await gate.arrivals(atLeast: 32)
            try await server.settle()
            #expect(gate.arrivals.count == 32)
            gate.open()
            #expect(try await client.readLines(100) == answers(0..<100))
        }
    }

    @Test func `of unread long answers only the first is begun, and all arrive once they are read`() async throws {
        let gate = Gate()
        gate.open()
        let lengthy: LateResponder = { line, peer in
            guard line.starts(with: "question".utf8) else { return answer(to: line) }
            await gate.pass(String(decoding: line, as: UTF8.self))
            return [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20) + answer(to: line)
        }
        try await serving(isLong: { $0.starts(with: "question".utf8) }, respond: lengthy) { server in
            let client = server.client()
            for question in questions(0..<20) { try await client.send(question) }
            _ = await gate.arrivals(atLeast: 1)
            try await server.settle()
            #expect(gate.arrivals == ["question 0"])
            let lines = try await client.readLines(20)
            #expect(lines.map { String($0.drop { $0 == " " }) } == answers(0..<20))
            #expect(gate.arrivals == questions(0..<20))
        }
    }

    @Test func `no further request of a client that does not read starts, and no answer is lost`() async throws {
        var limits = ServerLimits.patient
        limits.unsentBytesMax = 64 << 10
        let asked = Gate()
        try await serving(limits: limits, respond: long(asked)) { server in
            let client = server.client()
            try await client.sendBytes(Array(questions(0..<1000).map { $0 + "\n" }.joined().utf8))
            _ = await asked.arrivals(atLeast: 4)
            try await server.settle()
            // The kernel's buffer, 64 KiB of ours, and one answer that crosses the water mark: far below 16 MB in total.
            #expect(asked.arrivals.count < 100)
            let lines = try await client.readLines(1000)
            #expect(lines.map { String($0.drop { $0 == " " }) } == answers(0..<1000))
            #expect(asked.arrivals.count == 1000)
        }
    }

    @Test func `a client that has ended its input and reads slowly gets every answer`() async throws {
        var limits = ServerLimits.patient
        limits.unsentBytesMax = 64 << 10
        let asked = Gate()
        try await serving(limits: limits, respond: long(asked)) { server in
            let client = server.client()
            try await client.sendBytes(Array(questions(0..<200).joined(separator: "\n").utf8))
            try await client.closeSending()
            try await server.settle()
            let lines = try await client.readToEnd()
            #expect(lines.map { String($0.drop { $0 == " " }) } == answers(0..<200))
        }
    }

    @Test func `a client that disconnects with a request under way disturbs no other`() async throws {
        let gate = Gate()
        try await serving(respond: answering(through: gate)) { server in
            for round in 0..<20 {
                let client = server.client()
                try await client.send("question \(round)")
                _ = await gate.arrivals(atLeast: round + 1)
                await client.hangUp()
                try await server.settle()
                gate.open(for: "question \(round)")
            }
            gate.open()
            try await server.settle()
        }
    }

    @Test func `notifications run although their client has disconnected`() async throws {
        let asked = Gate()
        let silent: LateResponder = { line, _ in
            asked.note(String(decoding: line, as: UTF8.self))
            return nil
        }
        try await serving(refuse: { _, _ in nil }, respond: silent) { server in
            let client = server.client()
            try await client.sendBytes(Array(questions(0..<20).joined(separator: "\n").utf8))
            await client.hangUp()
            #expect(await asked.arrivals(atLeast: 20) == questions(0..<20))
        }
    }

    /// Answers at once, questions with 16 KiB each.
    private func long(_ asked: Gate) -> LateResponder {
        { line, _ in
            guard line.starts(with: "question".utf8) else { return answer(to: line) }
            asked.note(String(decoding: line, as: UTF8.self))
            return [UInt8](repeating: UInt8(ascii: " "), count: 16 << 10) + answer(to: line)
        }
    }
}
