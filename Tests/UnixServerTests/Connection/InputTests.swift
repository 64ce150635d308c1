import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct InputTests {
    @Test func `a line over the limit is refused, and the connection goes on`() async throws {
        var limits = ServerLimits.patient
        limits.lineBytesMax = 100
        try await serving(limits: limits, respond: echo) { server in
            let client = server.client()
            try await client.send(String(repeating: "x", count: 100))
            #expect(try await client.readLine()?.utf8.count == "answer to ".utf8.count + 100)
            try await client.send(String(repeating: "x", count: 101))
            try await client.send(String(repeating: "y", count: 100_000))
            try await client.send("question 1")
            for _ in 0..<2 {
                let refused = try #require(refusal(try await client.readLine()))
                #expect(refused == ("lineTooLong", 100))
            }
            #expect(try await client.readLine() == "answer to question 1")
        }
    }

    @Test func `a line that is too long is refused before it ends`() async throws {
        var limits = ServerLimits.patient
        limits.lineBytesMax = 100
        try await serving(limits: limits, respond: echo) { server in
            let client = server.client()
            try await client.sendBytes(Array(repeating: UInt8(ascii: "x"), count: 300_000))
            #expect(refusal(try await client.readLine())?.kind == "lineTooLong")
            try await client.closeSending()
            #expect(try await client.readToEnd() == [])
        }
    }

    @Test func `a line of exactly 1 MiB is answered, and one byte more is refused`() async throws {
        let length: LateResponder = { line, _ in Array("\(line.count)".utf8) }
        try await serving(respond: length) { server in
            let client = server.client()
            let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
            try await client.sendBytes(line + Array("\r\n".utf8))
            try await client.sendBytes(line + Array("x\n".utf8))
            try await client.sendBytes(line)
            try await client.closeSending()
            let lines = try await client.readToEnd()
            #expect(lines.count == 3)
            #expect(lines.first == "1048576")
            #expect(lines.last == "1048576")
            let refused = try #require(refusal(lines.dropFirst().first))
            #expect(refused == ("lineTooLong", 1 << 20))
        }
    }

    @Test func `a line may arrive byte by byte`() async throws {
        try await serving(respond: echo) { server in
            let client = server.client()
            for byte in "question 1\r\nquestion 2\n".utf8 { try await client.sendBytes([byte]) }
            #expect(try await client.readLines(2) == answers(1...2))
        }
    }

    @Test func `lines may be split anywhere`() async throws {
        var random = SeededSequence(for: #function)
        let bytes = Array(questions(0..<300).joined(separator: "\n").utf8)
        try await serving(respond: echo) { server in
            let client = server.client()
            var sent = 0
            while sent < bytes.count {
                let end = min(bytes.count, sent + Int.random(in: 1...200, using: &random))
                try await client.sendBytes(Array(bytes[sent..<end]))
                sent = end
            }
            try await client.closeSending()
            #expect(try await client.readToEnd() == answers(0..<300))
        }
    }

    @Test func `every byte value reaches the responder as it was sent, and the connection goes on`() async throws {
        let inHexadecimal: LateResponder = { line, _ in
            Array(line.map { String($0, radix: 16) }.joined(separator: " ").utf8)
        }
        try await serving(respond: inHexadecimal) { server in
            let client = server.client()
            let bytes = (0...255).map(UInt8.init).filter { $0 != UInt8(ascii: "\n") }
            try await client.sendBytes(bytes + [UInt8(ascii: "\n")])
            #expect(try await client.readLine() == bytes.map { String($0, radix: 16) }.joined(separator: " "))
            try await client.sendBytes([0, 0, 0, UInt8(ascii: "\n")])
            #expect(try await client.readLine() == "0 0 0")
        }
    }

    @Test func `blank lines are no requests`() async throws {
        try await serving(respond: echo) { server in
            let client = server.client()
            try await client.sendBytes(Array("\n\r\n  \t\nquestion 1\n\n".utf8))
            try await client.closeSending()
            #expect(try await client.readToEnd() == answers(1...1))
        }
    }
}
