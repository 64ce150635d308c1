import JSONRPC
import TestSupport
import Testing
@testable import UnixServer

/// What is under way is charged before its answer is there: many callers who ask at once are bounded too.
@Suite(.timeLimit(.minutes(10))) struct AnswerRoomTests {
    private let gate = Gate()
    private static let callerCount = 32

    @Test func `lists begin as far as there is room for their answers, and the others when those have left`()
        async throws
    {
        try await expectBegun(2) { answer in .long(room: 2 << 20) { _ in await answer() } }
    }

    @Test func `so do slow calls`() async throws {
        try await expectBegun(4) { answer in .slow(room: 2 << 20, answer) }
    }

    @Test func `and batches`() async throws {
        try await expectBegun(Self.callerCount / 2) { answer in
            .pending(room: 15 << 19 / (Self.callerCount / 2), answer)
        }
    }

    @Test func `a call that waits for something to happen keeps no room`() async throws {
        try await expectBegun(Self.callerCount) { answer in
            .long(room: 2 << 20) { onWait in
                onWait()
                return await answer()
            }
        }
    }

    /// Has many clients of one user ask at once, expects that a number of the calls has begun, and that all are answered.
    private func expectBegun(
        _ count: Int,
        _ reply: @escaping @Sendable (_ answer: @escaping @Sendable () async -> [UInt8]?) -> LineReply
    ) async throws {
        let fixture = try LoopFixture(respond: { [gate] line, _ in
            reply {
                await gate.pass(String(decoding: line, as: UTF8.self))
                return answer(to: line)
            }
        })
        let clients = try (0..<Self.callerCount).map { _ in try fixture.connect() }
        for (number, client) in clients.enumerated() { client.send("question \(number)\n") }
        while gate.arrivals.count < count {
            fixture.rounds()
            await Task.yield()
        }
        fixture.rounds(100)
        #expect(gate.arrivals.count == count)
        gate.open()
        while clients.contains(where: { $0.lineCount.whole == 0 }) {
            fixture.rounds()
            await Task.yield()
        }
        #expect(clients.enumerated().allSatisfy { $1.lines == ["answer to question \($0)"] })
        for client in clients { client.close() }
        while fixture.loop.account.connectionCount > 0 { fixture.rounds() }
        #expect(fixture.loop.account.held == .init())
    }
}
