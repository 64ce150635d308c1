import Glibc
import JSONRPC
import SocketLoop
import Storage
import TestSupport
import Testing
@testable import UnixServer

@Suite struct AcceptorTests {
    @Test func `a round takes up to 16 of each socket`() throws {
        let loop = try LoopFixture(listenerCount: 2)
        let clients = try (0..<80).map { try loop.connect($0 % 2) }
        for round in 1...3 {
            loop.rounds()
            #expect(loop.loop.account.connectionCount == min(32 * round, 80))
        }
        withExtendedLifetime(clients) {}
    }

    @Test func `without descriptors who waits is told so, at once and one after the other`() throws {
        let outcomes = AcceptOutcomes()
        let loop = try LoopFixture(accept: outcomes.accept)
        let served = try loop.connect()
        loop.rounds(2)
        outcomes.exhaust(butReserve: true)
        let clients = try (0..<40).map { _ in try loop.connect() }
        loop.rounds(3)
        for client in clients {
            let refused = try #require(refusal(client.lines.first))
            #expect(refused == ("tooManyConnections", 1))
            #expect(client.hasEnded)
        }
        outcomes.recover()
        let next = try loop.connect()
        loop.rounds()
        #expect(loop.loop.account.connectionCount == 2, "nothing was paused")
        withExtendedLifetime((served, next)) {}
    }

    @Test func `without any descriptor it pauses instead of spinning, and goes on 50 ms after there are some`() throws {
        let outcomes = AcceptOutcomes()
        let listener = try Listener()
        let acceptor = try listener.acceptor(outcomes)
        var now = Moment(nanoseconds: 0)
        var admitted: [any ConnectedSocket] = []
        let client = try LoopClient(listener.path)
        func round() {
            acceptor.resume(at: now)
            if listener.isReady { acceptor.accept(at: now, connectionCount: { 0 }) { admitted.append($0) } }
        }
        outcomes.exhaust(butReserve: false)
        round()
        #expect(outcomes.callCount == 2, "one try, and one over the descriptor kept back")
        for _ in 0..<100 { round() }
        #expect(outcomes.callCount == 2)
        outcomes.recover()
        now = now.advanced(nanoseconds: Acceptor.pauseNanoseconds - 1)
        round()
        #expect(admitted.isEmpty)
        now = now.advanced(nanoseconds: 1)
        round()
        #expect(admitted.count == 1)
        #expect(acceptor.pauseEnd == nil)
        for socket in admitted { socket.close() }
        withExtendedLifetime(client) {}
    }

    @Test func `where nobody waits it does not pause, although the system has no descriptor for nobody either`() throws
    {
        let outcomes = AcceptOutcomes()
        let listener = try Listener()
        let acceptor = try listener.acceptor(outcomes)
        outcomes.exhaust(butReserve: true)
        let client = try LoopClient(listener.path)
        acceptor.accept(at: Moment(nanoseconds: 0), connectionCount: { 7 }) { _ in Issue.record("it was admitted") }
        #expect(refusal(client.lines.first)?.kind == "tooManyConnections")
        #expect(acceptor.pauseEnd == nil)
    }

    @Test func `whatever accepting comes to, nobody is forgotten, and no round takes more than its share`() throws {
        var random = SeededSequence(for: #function)
        for _ in 0..<50 {
            let outcomes = AcceptOutcomes()
            let listener = try Listener()
            let acceptor = try listener.acceptor(outcomes)
            var now = Moment(nanoseconds: 0)
            var clients: [LoopClient] = []
            var admittedCount = 0
            func round() {
                let before = outcomes.callCount
                acceptor.resume(at: now)
                if listener.isReady {
                    acceptor.accept(at: now, connectionCount: { admittedCount }) { socket in
                        admittedCount += 1
                        _ = Array("welcome\n".utf8).withUnsafeBytes { socket.send($0) }
                        socket.close()
                    }
                }
                #expect(outcomes.callCount - before <= 2 * Acceptor.countMax)
            }
            for _ in 0..<60 {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: outcomes.exhaust(butReserve: Bool.random(using: &random))
                case 1: outcomes.recover()
                case 2: clients.append(try LoopClient(listener.path))
                default: now = now.advanced(nanoseconds: Int64.random(in: 0...100_000_000, using: &random))
                }
                round()
            }
            outcomes.recover()
            now = now.advanced(nanoseconds: Acceptor.pauseNanoseconds)
            for _ in 0..<5 { round() }
            for client in clients { #expect(client.lines.count == 1 && client.hasEnded) }
        }
    }

    @Test func `who has connected when the server ends is told why, whenever that was`() throws {
        let listener = try Listener()
        let acceptor = try listener.acceptor(AcceptOutcomes())
        let clients = try (0..<40).map { _ in try LoopClient(listener.path) }
        for client in clients { client.send("question\n") }
        acceptor.close(refusing: .shuttingDown())
        for client in clients { #expect(refusal(client.lines.first)?.kind == "shuttingDown") }
        #expect(throws: LoopClient.NotConnected.self) { try LoopClient(listener.path) }
    }

    @Test func `a real process without descriptors refuses aloud, and serves again when it has some`() async {
        await #expect(processExitsWith: .success) {
            let loop = try LoopFixture()
            let clients = try (0..<5).map { _ in try loop.connect() }
            var limit = rlimit(rlim_cur: 0, rlim_max: 4096)
            // The next free number, which is as many as there are, with the one that is kept back.
            let next = dup(0)
            close(next)
            limit.rlim_cur = rlim_t(next)
            guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { exit(1) }
            loop.rounds(2)
            for client in clients where refusal(client.lines.first)?.kind != "tooManyConnections" { exit(2) }
            limit.rlim_cur = 4096
            guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { exit(3) }
            let client = try loop.connect()
            client.send("question\n")
            loop.rounds(3)
            exit(client.lines == ["answer to question"] ? 0 : 4)
        }
    }
}

/// What accepting comes to.
private final class AcceptOutcomes: Sendable {
    private struct State {
        var isExhausted = false
        var hasReserve = false
        var callCount = 0
        /// Whether the next call is made over the descriptor kept back.
        var isSecond = false
    }

    private let state = Monitor(State())

    var callCount: Int { state.withLock { $0.callCount } }

    /// From now on there is no descriptor, or none but the one that is kept back.
    func exhaust(butReserve hasReserve: Bool) {
        state.withLock { state in
            (state.isExhausted, state.hasReserve, state.isSecond) = (true, hasReserve, false)
        }
    }

    func recover() {
        state.withLock { $0.isExhausted = false }
    }

    @Sendable func accept(_ listener: ListeningSocket) -> ListeningSocket.Accepted {
        let isExhausted = state.withLock { state in
            state.callCount += 1
            guard state.isExhausted else { return false }
            defer { state.isSecond.toggle() }
            return !(state.isSecond && state.hasReserve)
        }
        return isExhausted ? .exhausted : listener.accept()
    }
}

/// A listening socket with its poller.
private struct Listener {
    let path: String
    private let scratch: ScratchDirectory
    private let socket: ListeningSocket
    private let poller: Poller

    init() throws {
        scratch = try ScratchDirectory()
        path = "\(scratch.path)/s"
        socket = try ListeningSocket(bindingTo: path)
        poller = try Poller()
    }

    func acceptor(_ outcomes: AcceptOutcomes) throws -> Acceptor {
        try Acceptor([socket], poller, firstToken: -2, outcomes.accept) { _, error in
            RPCResponse.failure(error)
        }
    }

    /// Whether it is reported as ready.
    var isReady: Bool { poller.wait(milliseconds: 0) > 0 }
}
