import JSONRPC
import NIOCore
import TestSupport
import Testing
@testable import UnixServer

@Suite struct ConnectionStateTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    @Test func `a line is run, its answer is written, and more is read`() {
        var connection = Machine(at: start)
        connection.state.readWanted()
        #expect(connection.step() == .read)
        connection.receive("question 1\n")
        #expect(connection.step() == .run(Array("question 1".utf8), 0))
        #expect(connection.step() == nil)
        connection.state.answered(0, with: [7])
        #expect(connection.step() == .write(ByteBuffer(bytes: [7, UInt8(ascii: "\n")])))
        #expect(connection.step() == nil)
    }

    @Test func `what is answered at once leaves in one write`() {
        var connection = Machine(at: start)
        connection.receive("1\n2\n3\n")
        #expect(connection.runAll() == ["1", "2", "3"])
        #expect(connection.written == ["1", "2", "3"])
        #expect(connection.writeCount == 1)
    }

    @Test func `a turn ends after its time, and the rest waits for the next`() {
        var connection = Machine(at: start)
        connection.receive("1\n2\n3\n")
        #expect(connection.step()?.line == "1")
        connection.now = connection.now + Quantum.time
        #expect(connection.step() == .awaitTurn)
        connection.state.readWanted()
        #expect(connection.step() == nil, "what has arrived is started before more is read")
        connection.state.turnCame(at: connection.now)
        #expect(connection.step()?.line == "2")
    }

    @Test func `the answers of a backlog leave in one write, when nothing of it is left to start`() {
        var connection = Machine(at: start)
        connection.limits.unansweredMax = 2
        connection.receive("1\n2\n3\n4\n5\n")
        for ticket in 0..<2 {
            #expect(connection.step()?.line != nil)
            connection.state.answered(ticket, with: [1])
            connection.now = connection.now + Quantum.time
            #expect(connection.step() == .awaitTurn)
            connection.state.turnCame(at: connection.now)
        }
        #expect(connection.step()?.line == "3")
        #expect(connection.step()?.line == "4")
        #expect(connection.step()?.isWrite == true, "nothing starts before one of these is answered")
        connection.state.answered(2, with: [1])
        connection.state.answered(3, with: [1])
        #expect(connection.step()?.line == "5")
        connection.state.answered(4, with: [1])
        #expect(connection.step() == .write(ByteBuffer(bytes: [1, 0x0A, 1, 0x0A, 1, 0x0A])))
    }

    @Test func `who comes while others wait has one line, and a whole turn later`() {
        var connection = Machine(at: start)
        connection.othersWait = true
        connection.receive("1\n2\n3\n")
        #expect(connection.step()?.line == "1")
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step()?.line == "2")
        #expect(connection.step()?.line == "3")
    }

    @Test func `who sent several lines at once waits for a turn with the next, and then no more`() {
        var connection = Machine(at: start)
        connection.receive("1\n2\n")
        #expect(connection.runAll() == ["1", "2"])
        for line in ["3", "4"] {
            connection.receive("\(line)\n")
            if line == "3" {
                #expect(connection.step() == .awaitTurn)
                #expect(connection.step() == nil)
                connection.state.turnCame(at: connection.now)
            }
            #expect(connection.step()?.line == line)
        }
    }

    @Test func `who sent a line that is no request waits for a turn with the next`() {
        var connection = Machine(at: start)
        connection.receive("1\n")
        #expect(connection.step()?.line == "1")
        connection.state.refused(0, with: [1])
        #expect(connection.step()?.isWrite == true)
        #expect(connection.step() == nil)
        connection.receive("2\n")
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.runAll() == ["2"])
        connection.receive("3\n")
        #expect(connection.step()?.line == "3")
    }

    @Test func `nothing starts and nothing is read while as many as allowed are unanswered`() {
        var connection = Machine(at: start)
        connection.limits.unansweredMax = 2
        connection.receive("1\n2\n3\n")
        connection.state.readWanted()
        #expect(connection.step()?.line == "1")
        #expect(connection.step()?.line == "2")
        #expect(connection.step() == nil)
        connection.state.answered(1, with: [])
        #expect(connection.step() == nil, "the first answer is still missing")
        connection.state.answered(0, with: [])
        #expect(connection.step()?.line == "3")
    }

    @Test func `nothing starts and nothing is read while answers are unread`() {
        var connection = Machine(at: start)
        connection.receive("1\n")
        connection.state.answersAreRead(false)
        connection.state.readWanted()
        #expect(connection.step() == nil)
        connection.state.answersAreRead(true)
        #expect(connection.step()?.line == "1")
        #expect(connection.step() == .read)
    }

    @Test func `a long answer waits for the one before to leave and to be read, and nothing starts meanwhile`() {
        var connection = Machine(at: start)
        connection.receive("1\n2\n3\n")
        #expect(connection.step()?.line == "1")
        connection.state.longAnswerWaits(0)
        #expect(connection.step() == .beginLongAnswer(0))
        #expect(connection.step()?.line == "2")
        connection.state.longAnswerWaits(1)
        #expect(connection.runAll() == [], "the first is under way")
        connection.state.answersAreRead(false)
        connection.state.answered(0, with: [1])
        #expect(connection.runAll() == [], "the first is not read")
        connection.state.answersAreRead(true)
        #expect(connection.step() == .beginLongAnswer(1))
        #expect(connection.runAll() == ["3"])
        connection.state.answered(1, with: [2])
        #expect(connection.runAll() == [])
        #expect(connection.written == ["\u{1}", "\u{2}", "3"])
    }

    @Test func `a long answer that has not begun is never given up, and afterwards like any other`() {
        var connection = Machine(at: start)
        connection.receive("1\n2\n")
        for ticket in 0...1 {
            #expect(connection.step()?.line != nil)
            connection.state.longAnswerWaits(ticket)
            if ticket == 0 { #expect(connection.step() == .beginLongAnswer(0)) }
        }
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(connection.written.map { refusal($0)?.kind } == ["storageFailed"])
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(connection.written.count == 2, "the second began when the first was given up")
    }

    @Test func `who leaves a long answer unread is closed for idleness, although another one waits`() {
        var connection = Machine(at: start)
        connection.receive("1\n2\n")
        #expect(connection.step()?.line == "1")
        connection.state.longAnswerWaits(0)
        #expect(connection.step() == .beginLongAnswer(0))
        #expect(connection.step()?.line == "2")
        connection.state.longAnswerWaits(1)
        connection.passTime(seconds: 20)
        connection.state.answersAreRead(false)
        connection.state.answered(0, with: [1])
        #expect(connection.runAll() == [])
        connection.passTime(seconds: 281)
        #expect(connection.step()?.isWrite == true, "the news")
        #expect(connection.step() == .hangUp)
    }

    @Test func `a long line needs a place, holds it until it is answered, and nothing starts meanwhile`() {
        var connection = Machine(at: start)
        let line = String(repeating: "x", count: ConnectionState.shortLineBytesMax + 1)
        connection.receive(line)
        connection.state.readWanted()
        #expect(connection.step() == .awaitPlace)
        #expect(connection.step() == nil, "it is not read without a place")
        connection.state.placeCame(at: connection.now)
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .read)
        connection.receive("\nnext\n")
        #expect(connection.step() == .runElsewhere(Array(line.utf8), 0))
        #expect(connection.step() == nil)
        connection.state.longLineAnswered(0, with: nil)
        #expect(connection.step()?.line == "next")
        #expect(connection.step() == .givePlaceBack)
        #expect(connection.step() == nil)
    }

    @Test func `each further read of a long line waits for a turn, also of one that is skipped`() {
        var connection = Machine(at: start)
        connection.limits.lineBytesMax = ConnectionState.shortLineBytesMax
        connection.state.readWanted()
        #expect(connection.runAll() == [] && connection.readCount == 1 && connection.turnCount == 0)
        let part = String(repeating: "x", count: ConnectionState.readBytesMax + 1)
        for number in 1...10 {
            connection.receive(part)
            connection.state.readWanted()
            #expect(connection.runAll() == [] && connection.readCount == number + 1)
            #expect(connection.turnCount == number)
        }
        #expect(refusal(connection.written.first)?.kind == "lineTooLong" && connection.written.count == 1)
    }

    @Test func `a long line that does not end is given up, with its place`() {
        var connection = Machine(at: start)
        connection.receive(String(repeating: "x", count: ConnectionState.shortLineBytesMax + 1))
        #expect(connection.step() == .awaitPlace)
        connection.state.placeCame(at: connection.now)
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(refusal(connection.written.last)?.kind == "storageFailed")
        #expect(connection.placesGivenBack == 1)
        connection.receive("the rest\nnext\n")
        #expect(connection.runAll() == ["next"])
    }

    @Test func `a place that comes after the client has gone is given back`() {
        var connection = Machine(at: start)
        connection.receive(String(repeating: "x", count: ConnectionState.shortLineBytesMax + 1))
        #expect(connection.step() == .awaitPlace)
        connection.state.closed()
        #expect(connection.step() == nil)
        connection.state.placeCame(at: connection.now)
        #expect(connection.step() == .givePlaceBack)
        #expect(connection.step() == nil)
    }

    @Test func `whole short lines that wait for their answers to be read are never given up`() {
        var connection = Machine(at: start)
        connection.receive(String(repeating: "question\n", count: 10_000))
        connection.state.answersAreRead(false)
        for _ in 0..<10 {
            #expect(connection.step() == nil)
            connection.passTime(seconds: 20)
        }
        connection.state.answersAreRead(true)
        #expect(connection.runAll().count == 10_000)
    }

    @Test func `a request that waits too long is given up, and its late answer is dropped`() {
        var connection = Machine(at: start)
        connection.receive("1\n")
        #expect(connection.step()?.line == "1")
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(refusal(connection.written.last)?.kind == "storageFailed")
        connection.state.answered(0, with: [])
        #expect(connection.step() == nil)
    }

    @Test func `the end waits for what is under way, and refuses the rest`() {
        var connection = Machine(at: start)
        connection.receive("1\n")
        #expect(connection.step()?.line == "1")
        connection.state.drain()
        connection.receive("2\n")
        #expect(connection.step() == .refuse(Array("2".utf8), 1, .shuttingDown()))
        connection.state.answered(1, with: [2])
        #expect(connection.step() == nil)
        connection.state.answered(0, with: [1])
        #expect(connection.step() == .write(ByteBuffer(bytes: [1, 0x0A, 2, 0x0A])))
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .close)
        connection.receive("3\n")
        #expect(connection.step() == nil)
    }

    @Test func `the end looks at the socket until nothing more comes`() {
        var connection = Machine(at: start)
        connection.state.readWanted()
        connection.state.drain()
        #expect(connection.step() == .read)
        #expect(connection.step() == .awaitTurn)
        for (ticket, line) in ["1", "2"].enumerated() {
            connection.receive("\(line)\n")
            connection.state.readWanted()
            #expect(connection.step() == nil)
            connection.state.turnCame(at: connection.now)
            #expect(connection.step() == .refuse(Array(line.utf8), ticket, .shuttingDown()))
            connection.state.refused(ticket, with: [1])
            #expect(connection.step()?.isWrite == true)
            #expect(connection.step() == .read)
            #expect(connection.step() == .awaitTurn)
        }
        // The first turn may come ahead of what the socket has.
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .awaitTurn)
        #expect(connection.step() == nil)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .close)
    }

    @Test func `a socket that asks to be read during the last look is looked at again`() {
        var connection = Machine(at: start)
        connection.state.drain()
        #expect(connection.step() == .awaitTurn)
        connection.state.readWanted()
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .read)
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .awaitTurn)
        connection.state.turnCame(at: connection.now)
        #expect(connection.step() == .close)
    }

    @Test func `a line that comes as the connection is closed for idleness hears that, and not of an end`() {
        var connection = Machine(at: start)
        connection.passTime(seconds: 301)
        connection.receive("1\n")
        #expect(connection.step() == .refuse(Array("1".utf8), 0, .idleTimeout(limit: 300)))
    }

    @Test func `an idle client that does not take the news is not waited for`() {
        var connection = Machine(at: start)
        connection.state.answersAreRead(false)
        connection.passTime(seconds: 301)
        #expect(connection.step()?.isWrite == true)
        #expect(connection.step() == .hangUp)
        #expect(connection.step() == nil)
    }

    @Test func `a connection closes once its input has ended and every answer has left`() {
        var connection = Machine(at: start)
        connection.receive("1\n2")
        #expect(connection.step()?.line == "1")
        #expect(connection.step() == nil)
        connection.state.inputEnded()
        #expect(connection.step()?.line == "2")
        connection.state.answered(1, with: [2])
        #expect(connection.step() == nil)
        connection.state.answered(0, with: [1])
        #expect(connection.step()?.isWrite == true)
        #expect(connection.step() == .close)
        #expect(connection.step() == nil)
    }

    @Test func `what has arrived whole is run although the client has gone`() {
        var connection = Machine(at: start)
        connection.receive("1\n2\n3")
        connection.state.closed()
        #expect(connection.runAll() == ["1", "2"])
        #expect(connection.written == [])
    }

    @Test func `nothing is started for a client that went, or was left behind, after the end began`() {
        var connection = Machine(at: start)
        connection.limits.unansweredMax = 1
        connection.receive("1\n2\n")
        #expect(connection.step()?.line == "1")
        connection.state.drain()
        connection.state.closed()
        connection.state.answered(0, with: [1])
        #expect(connection.runAll() == [])
        #expect(connection.written == [])
    }
}

/// A connection's state with a clock that a test moves, and with the answers that were written.
private struct Machine {
    var limits: ServerLimits {
        get { ServerLimits() }
        set { state = ConnectionState(limits: newValue, at: now) }
    }
    var state: ConnectionState
    var now: NIODeadline
    var othersWait = false
    private(set) var written: [String] = []
    private(set) var writeCount = 0
    private(set) var placesGivenBack = 0
    private(set) var readCount = 0
    private(set) var turnCount = 0

    init(at now: NIODeadline) {
        self.now = now
        state = ConnectionState(limits: ServerLimits(), at: now)
    }

    mutating func receive(_ text: String) {
        let now = now
        Array(text.utf8).withUnsafeBytes { state.received($0, at: now) }
    }

    mutating func step() -> ConnectionState.Action? {
        state.next(at: now, othersWait: othersWait)
    }

    mutating func passTime(seconds: Int64) {
        now = now + .seconds(seconds)
        state.lookedAtClock(now) { _, error in RPCResponse.failure(error) }
    }

    /// Does everything there is to do, answers each line with itself, and tells which lines were run.
    mutating func runAll() -> [String] {
        var lines: [String] = []
        while let action = step() {
            switch action {
            case .run(let line, let ticket):
                lines.append(String(decoding: line, as: UTF8.self))
                state.answered(ticket, with: line)
            case .write(let answers):
                writeCount += 1
                written += String(buffer: answers).split(separator: "\n").map(String.init)
            case .givePlaceBack: placesGivenBack += 1
            case .refuse(_, let ticket, let error): state.answered(ticket, with: RPCResponse.failure(error))
            case .read: readCount += 1
            case .awaitTurn:
                turnCount += 1
                state.turnCame(at: now)
            default: break
            }
        }
        return lines
    }
}

extension ConnectionState.Action {
    /// The line that is run.
    fileprivate var line: String? {
        if case .run(let line, _) = self { String(decoding: line, as: UTF8.self) } else { nil }
    }

    fileprivate var isWrite: Bool {
        if case .write = self { true } else { false }
    }
}
