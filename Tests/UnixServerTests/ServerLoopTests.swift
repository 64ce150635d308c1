import Glibc
import JSONRPC
import SocketLoop
import Storage
import TestSupport
import Testing
@testable import UnixServer

/// The loop round by round, over sockets whose calls have any outcome.
@Suite struct ServerLoopTests {
    @Test func `a line that arrives just before a drain ends the input is refused, not lost`() throws {
        try expectRefused(sending: "question 2\n") { _ in }
    }

    @Test func `so is one without a newline whose client ends its input then`() throws {
        try expectRefused(sending: "question 2") { $0.closeSending() }
    }

    private func expectRefused(sending text: String, then end: @escaping (LoopClient) -> Void) throws {
        let late = Late()
        let loop = try LoopFixture(accept: { listener in
            listener.accept().map { ScriptedSocket(socket: $0, script: SocketScript(beforeEnd: { late.run() })) }
        })
        let client = try loop.connect()
        client.send("question 1\n")
        loop.rounds(3)
        #expect(client.lines == ["answer to question 1"])
        let descriptor = client.socket.descriptor
        let isEnded = text.last != "\n"
        late.set {
            _ = Array(text.utf8).withUnsafeBytes { StreamSocket(descriptor).send($0) }
            if isEnded { shutdown(descriptor, Int32(SHUT_WR)) }
        }
        loop.loop.mailbox.post(.stop)
        loop.rounds(20)
        #expect(client.lines.count == 2)
        #expect(refusal(client.lines.last)?.kind == "shuttingDown")
        #expect(client.hasEnded)
        #expect(loop.loop.isEnded)
    }

    @Test(arguments: [false, true])
    func `the last notifications happen, whether a write or the poller notices that the client is gone`(
        byWrite: Bool
    ) throws {
        let ran = Monitor<[String]>([])
        let late = Late()
        let loop = try LoopFixture(refuse: { _, _ in nil }) { line, _ in
            ran.withLock { $0.append(String(decoding: line.drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)) }
            if byWrite { late.run() }
            return .pending { answer(to: line) }
        }
        let client = try loop.connect()
        loop.rounds()
        // The second line is not read before the first is answered.
        client.send("first\n" + String(repeating: " ", count: ConnectionState.readBytesMax) + "second\n")
        let descriptor = client.socket.descriptor
        if byWrite { late.set { shutdown(descriptor, Int32(SHUT_RDWR)) } } else { client.close() }
        loop.rounds(5)
        #expect(ran.withLock { $0 } == ["first", "second"])
        #expect(loop.loop.account.connectionCount == 0)
        withExtendedLifetime(client) {}
    }

    @Test func `what came while the process was stopped counts before the clock does`() throws {
        var limits = ServerLimits.patient
        limits.connectionsPerUserMax = 1024
        let fixture = try LoopFixture(limits: limits)
        // More than one look at the sockets reports.
        let clients = try (0..<Poller.eventCountMax + 44).map { _ in try fixture.connect() }
        while fixture.loop.account.connectionCount < clients.count { fixture.rounds() }
        fixture.clock.putForward(seconds: limits.idleSeconds + 1)
        for client in clients { client.send("question\n") }
        fixture.rounds(10)
        #expect(clients.allSatisfy { $0.lines == ["answer to question"] })
    }

    @Test func `a call that outlives the drain is answered, and ends although the loop has`() async throws {
        let gate = Gate()
        let ended = Gate()
        let respond: LineResponder = { line, _ in
            .pending {
                await gate.pass("question")
                ended.note("ended")
                return answer(to: line)
            }
        }
        let fixture = try LoopFixture(respond: respond)
        let client = try fixture.connect()
        client.send("question\n")
        while gate.arrivals.isEmpty { fixture.rounds() }
        fixture.loop.mailbox.post(.stop)
        fixture.rounds(2)
        #expect(!fixture.loop.isEnded && client.lines.isEmpty)
        fixture.clock.putForward(seconds: fixture.loop.limits.drainSeconds + 1)
        fixture.rounds(2)
        let refused = try #require(refusal(client.lines.first))
        #expect(refused == ("storageFailed", 600))
        #expect(fixture.loop.isEnded && client.hasEnded)
        #expect(fixture.loop.mailbox.close().isEmpty)
        gate.open()
        _ = await ended.arrivals(atLeast: 1)
    }

    @Test func `a connection that can't be registered gives its place back`() throws {
        let loop = try LoopFixture(accept: { listener in
            listener.accept().map { Unregistrable(socket: $0) }
        })
        for _ in 0..<20 {
            let client = try loop.connect()
            loop.rounds()
            client.receive()
            #expect(client.hasEnded)
        }
        #expect(loop.loop.account.connectionCount == 0)
    }

    @Test func `whatever sockets and clients do, every line gets its answer in order, and nothing is kept`() throws {
        var random = SeededSequence(for: #function)
        for walk in 0..<12 {
            let seed = random.next()
            let counter = Monitor(seed)
            let loop = try LoopFixture(accept: { listener in
                listener.accept().map { socket in
                    let seed = counter.withLock { seed in
                        seed &+= 1
                        return seed
                    }
                    return ScriptedSocket(socket: socket, script: SocketScript(seed: seed))
                }
            })
            var clients = try (0..<6).map { number in try WalkingClient(number, loop.connect()) }
            for _ in 0..<300 {
                let index = Int.random(in: 0..<clients.count, using: &random)
                clients[index].step(&random)
                loop.rounds(Int.random(in: 0...2, using: &random))
            }
            for index in clients.indices { clients[index].finishSending() }
            let drains = Bool.random(using: &random)
            if drains { loop.loop.mailbox.post(.stop) }
            for _ in 0..<300 where clients.contains(where: { !$0.isSatisfied(orRefused: drains) }) {
                for index in clients.indices { clients[index].finishSending() }
                loop.rounds(20)
            }
            for client in clients { client.check(orRefused: drains, "walk \(walk), seed \(seed)") }
            for client in clients { client.socket.close() }
            for _ in 0..<500 where loop.loop.account.connectionCount > 0 { loop.rounds() }
            #expect(loop.loop.account.connectionCount == 0)
            #expect(loop.loop.account.held == .init())
        }
    }
}

extension ListeningSocket.Accepted {
    /// The same with another socket in place of the kernel's.
    func map(_ body: (any ConnectedSocket) -> any ConnectedSocket) -> Self {
        if case .connection(let socket) = self { .connection(body(socket)) } else { self }
    }
}

/// Something that is decided on later.
private final class Late: Sendable {
    private let body = Monitor<(@Sendable () -> Void)?>(nil)

    func set(_ body: @escaping @Sendable () -> Void) { self.body.withLock { $0 = body } }

    func run() { body.withLock { $0 }?() }
}

/// A socket whose descriptor no poller takes.
private struct Unregistrable: ConnectedSocket {
    let socket: any ConnectedSocket

    var descriptor: Int32 { -1 }
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> SocketOutcome { socket.receive(into: buffer) }
    func send(_ bytes: UnsafeRawBufferPointer) -> SocketOutcome { socket.send(bytes) }
    func endInput() { socket.endInput() }
    func close() { socket.close() }
    var isHungUp: Bool { socket.isHungUp }
    func peer() throws(SocketFailure) -> PeerCredentials { try socket.peer() }
}

/// A client that sends lines in pieces, reads when it likes, and may end its input or vanish.
private struct WalkingClient {
    let number: Int
    let socket: LoopClient
    private var lineCount = 0
    /// What was decided on and not sent.
    private var unsent = ""
    private var hasVanished = false
    private var hasEnded = false
    /// The server took no more: it had ended the input.
    private var isRefused = false

    init(_ number: Int, _ socket: LoopClient) {
        self.number = number
        self.socket = socket
    }

    mutating func step(_ random: inout SeededSequence) {
        guard !hasVanished else { return }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: ask(&random)
        case 8..<14: send(Int.random(in: 1...60, using: &random))
        case 14..<18: socket.receive()
        case 18 where Int.random(in: 0..<10, using: &random) == 0: endInput()
        case 19 where Int.random(in: 0..<20, using: &random) == 0:
            hasVanished = true
            socket.close()
        default: break
        }
    }

    private mutating func ask(_ random: inout SeededSequence) {
        guard !hasEnded, lineCount < 100 else { return }
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            let padding = String(repeating: "x", count: Int.random(in: 0...80, using: &random))
            unsent += "\(lineCount) of \(number) \(padding)\n"
            lineCount += 1
        }
    }

    private mutating func send(_ most: Int) {
        guard !unsent.isEmpty, !isRefused else { return }
        guard let count = socket.send(String(unsent.prefix(most))) else { return isRefused = true }
        unsent.removeFirst(count)
    }

    private mutating func endInput() {
        finishSending()
        guard unsent.isEmpty, !hasEnded else { return }
        hasEnded = true
        socket.closeSending()
    }

    mutating func finishSending() {
        if !hasVanished { send(.max) }
    }

    /// Whether all has come that has to.
    func isSatisfied(orRefused drains: Bool) -> Bool {
        guard !hasVanished else { return true }
        let count = socket.lineCount
        return drains || hasEnded ? socket.hasEnded : count == (lineCount, false)
    }

    func check(orRefused drains: Bool, _ comment: Comment) {
        guard !hasVanished else { return }
        #expect(!socket.lineCount.hasPart, comment)
        let lines = socket.lines
        let answered = lines.prefix { refusal($0) == nil }
        for (position, line) in answered.enumerated() {
            #expect(line.hasPrefix("answer to \(position) of \(number) "), comment)
        }
        #expect(lines.dropFirst(answered.count).allSatisfy { refusal($0)?.kind == "shuttingDown" }, comment)
        // Who was never answered hears that the server ends, although it has asked for nothing.
        let isGreeted = drains && lineCount == 0 && lines.count == 1
        #expect(isRefused || isGreeted || lines.count == lineCount, comment)
    }
}
