import TestSupport
import Testing
@testable import UnixServer

@Suite(.timeLimit(.minutes(10))) struct TimeLimitTests {
    private let limits = ServerLimits.patient

    @Test func `a request past its deadline gets storageFailed, and its late answer is dropped`() async throws {
        let gate = Gate()
        gate.open(for: "question 1")
        gate.open(for: "question 2")
        try await serving(limits: limits, respond: answering(through: gate)) { server in
            let client = server.client()
            try await client.send("question 0")
            try await client.send("question 1")
            _ = await gate.arrivals(atLeast: 2)
            try await server.settle()
            server.clock.putForward(seconds: limits.requestSeconds + 1)
            let refused = try #require(refusal(try await client.readLine()))
            #expect(refused == ("storageFailed", Int64(limits.requestSeconds)))
            #expect(try await client.readLine() == "answer to question 1")
            gate.open(for: "question 0")
            try await client.send("question 2")
            #expect(try await client.readLine() == "answer to question 2")
        }
    }

    @Test func `short requests whose answers stay unread for longer than the deadline are all answered`()
        async throws
    {
        var limits = limits
        limits.unsentBytesMax = 64 << 10
        let gate = Gate()
        let respond: LateResponder = { line, peer in
            guard line.starts(with: "question".utf8) else { return await answering(through: gate)(line, peer) }
            return [UInt8](repeating: UInt8(ascii: " "), count: 1 << 10) + answer(to: line)
        }
        try await serving(limits: limits, respond: respond) { [seconds = limits.requestSeconds] server in
            let client = server.client()
            // More than the 64 KiB of a long line, with answers far beyond the kernel's buffer.
            try await client.sendBytes(Array(questions(0..<6000).map { $0 + "\n" }.joined().utf8))
            let other = server.client()
            for round in 1...2 {
                try await other.send("wait \(round)")
                _ = await gate.arrivals(atLeast: round)
                server.clock.putForward(seconds: seconds + 1)
                #expect(refusal(try await other.readLine())?.kind == "storageFailed")
            }
            let lines = try await client.readLines(6000)
            #expect(lines.map { String($0.drop { $0 == " " }) } == answers(0..<6000))
            gate.open()
        }
    }

    @Test func `long lines without an end time out, and their permits go to one that ends`() async throws {
        try await serving(limits: limits, respond: echo) { server in
            let part = [UInt8](repeating: UInt8(ascii: "x"), count: 100 << 10)
            let slow = (0..<Account.permitCountPerUserMax).map { _ in server.client() }
            for client in slow { try await client.sendBytes(part) }
            try await server.settle()
            server.clock.putForward(seconds: limits.requestSeconds + 1)
            let other = server.client()
            let line = String(repeating: "y", count: 500_000)
            async let sending: Void = other.send(line)
            for client in slow {
                let refused = try #require(refusal(try await client.readLine()))
                #expect(refused == ("busy", Int64(limits.requestSeconds)))
                try await client.send("the rest of it")
                try await client.send("question 1")
                #expect(try await client.readLine() == "answer to question 1")
            }
            try await sending
            #expect(try await other.readLine() == "answer to \(line)")
        }
    }

    @Test func `an idle connection gets idleTimeout and is closed, but not one that waits for an answer`()
        async throws
    {
        var limits = limits
        limits.requestSeconds = 2 * limits.idleSeconds
        let gate = Gate()
        try await serving(limits: limits, respond: answering(through: gate)) { [seconds = limits.idleSeconds] server in
            let waiting = server.client()
            try await waiting.send("question 0")
            _ = await gate.arrivals(atLeast: 1)
            let idle = server.client()
            try await idle.send("settle")
            #expect(try await idle.readLine() == "answer to settle")
            server.clock.putForward(seconds: seconds + 1)
            let refused = try #require(refusal(try await idle.readLine()))
            #expect(refused == ("idleTimeout", Int64(seconds)))
            #expect(try await idle.readLine() == nil)
            gate.open()
            #expect(try await waiting.readLine() == "answer to question 0")
        }
    }
}
