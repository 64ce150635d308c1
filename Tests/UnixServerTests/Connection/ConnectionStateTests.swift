import JSONRPC
import SocketLoop
import TestSupport
import Testing
@testable import UnixServer

@Suite struct ConnectionStateTests {
    private let start = Moment(nanoseconds: 1_000_000_000_000)

    @Test func `a line is run, its answer is written, and more is read`() {
        let connection = ConnectionMachine(at: start)
        connection.state.inputArrived()
        #expect(connection.step() == .read)
        connection.receive("question 1\n")
        #expect(connection.step() == .run(Array("question 1".utf8), 0))
        #expect(connection.step() == nil)
        connection.state.answered(0, with: [7])
        #expect(connection.step() == .write([7, UInt8(ascii: "\n")]))
        #expect(connection.step() == nil)
    }

    @Test func `answers that are ready together leave in one write`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n3\n")
        #expect(connection.runAll() == ["1", "2", "3"])
        #expect(connection.written == ["1", "2", "3"])
        #expect(connection.writeCount == 1)
    }

    @Test func `a quantum ends after its length, and the remaining lines wait for the next one`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n3\n")
        #expect(connection.step()?.line == "1")
        connection.now = connection.now.advanced(nanoseconds: Quantum.nanoseconds)
        #expect(connection.step() == .awaitQuantum)
        connection.state.inputArrived()
        #expect(connection.step() == nil, "lines that have arrived start before more is read")
        connection.state.quantumGranted(at: connection.now)
        #expect(connection.step()?.line == "2")
    }

    @Test func `the answers of a backlog leave in one write, once no line of it is left to start`() {
        let connection = ConnectionMachine(at: start)
        connection.limits.unansweredMax = 2
        connection.receive("1\n2\n3\n4\n5\n")
        for ticket in 0..<2 {
            #expect(connection.step()?.line != nil)
            connection.state.answered(ticket, with: [1])
            connection.now = connection.now.advanced(nanoseconds: Quantum.nanoseconds)
            #expect(connection.step() == .awaitQuantum)
            connection.state.quantumGranted(at: connection.now)
        }
        #expect(connection.step()?.line == "3")
        #expect(connection.step()?.line == "4")
        #expect(connection.step()?.isWrite == true, "no line starts before one of these is answered")
        connection.state.answered(2, with: [1])
        connection.state.answered(3, with: [1])
        #expect(connection.step()?.line == "5")
        connection.state.answered(4, with: [1])
        #expect(connection.step() == .write([1, 0x0A, 1, 0x0A, 1, 0x0A]))
    }

    @Test func `a new connection runs one line while others are queued, then a full quantum`() {
        let connection = ConnectionMachine(at: start)
        connection.hasContenders = true
        connection.receive("1\n2\n3\n")
        #expect(connection.step()?.line == "1")
        #expect(connection.step() == .awaitQuantum)
        connection.state.quantumGranted(at: connection.now)
        #expect(connection.step()?.line == "2")
        #expect(connection.step()?.line == "3")
    }

    @Test func `after a burst of lines the next one waits in the run queue, and the one after it does not`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n")
        #expect(connection.runAll() == ["1", "2"])
        for line in ["3", "4"] {
            connection.receive("\(line)\n")
            if line == "3" {
                #expect(connection.step() == .awaitQuantum)
                #expect(connection.step() == nil)
                connection.state.quantumGranted(at: connection.now)
            }
            #expect(connection.step()?.line == line)
        }
    }

    @Test func `after an invalid line the next one waits in the run queue`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n")
        #expect(connection.step()?.line == "1")
        connection.state.refused(0, with: [1])
        #expect(connection.step()?.isWrite == true)
        #expect(connection.step() == nil)
        connection.receive("2\n")
        #expect(connection.step() == .awaitQuantum)
        connection.state.quantumGranted(at: connection.now)
        #expect(connection.runAll() == ["2"])
        connection.receive("3\n")
        #expect(connection.step()?.line == "3")
    }

    @Test func `no line starts and nothing is read while the maximum of requests is unanswered`() {
        let connection = ConnectionMachine(at: start)
        connection.limits.unansweredMax = 2
        connection.receive("1\n2\n3\n")
        connection.state.inputArrived()
        #expect(connection.step()?.line == "1")
        #expect(connection.step()?.line == "2")
        #expect(connection.step() == nil)
        connection.state.answered(1, with: [])
        #expect(connection.step() == nil, "the first answer is still missing")
        connection.state.answered(0, with: [])
        #expect(connection.step()?.line == "3")
    }

    @Test func `no line starts and nothing is read while answers are unread`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n")
        connection.state.unsentChanged(to: 64 << 10, at: connection.now)
        connection.state.inputArrived()
        #expect(connection.step() == nil)
        connection.state.unsentChanged(to: 0, at: connection.now)
        #expect(connection.step()?.line == "1")
        #expect(connection.step() == .read)
    }

    @Test func `a long answer waits until the one before has left and was read, and no line starts meanwhile`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n3\n")
        #expect(connection.step()?.line == "1")
        connection.state.longAnswerPending(0, room: 1 << 20)
        #expect(connection.step() == .beginLongAnswer(0))
        #expect(connection.step()?.line == "2")
        connection.state.longAnswerPending(1, room: 1 << 20)
        #expect(connection.runAll() == [], "the first is under way")
        connection.state.unsentChanged(to: 64 << 10, at: connection.now)
        connection.state.answered(0, with: [1])
        #expect(connection.runAll() == [], "the first is not read")
        connection.state.unsentChanged(to: 0, at: connection.now)
        #expect(connection.step() == .beginLongAnswer(1))
        #expect(connection.runAll() == ["3"])
        connection.state.answered(1, with: [2])
        #expect(connection.runAll() == [])
        #expect(connection.written == ["\u{1}", "\u{2}", "3"])
    }

    @Test func `a pending long answer never times out; once begun, it does`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n")
        for ticket in 0...1 {
            #expect(connection.step()?.line != nil)
            connection.state.longAnswerPending(ticket, room: 1 << 20)
            if ticket == 0 { #expect(connection.step() == .beginLongAnswer(0)) }
        }
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(connection.written.map { refusal($0)?.kind } == ["busy"])
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(connection.written.count == 2, "the second began when the first timed out")
    }

    @Test func `a long answer begins when there is room for it`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n")
        #expect(connection.step()?.line == "1")
        connection.state.longAnswerPending(0, room: 1 << 20)
        connection.state.roomChanged(to: .init(longestList: 1 << 19), at: connection.now)
        #expect(connection.step() == nil)
        #expect(connection.awaitsRoom && !connection.isHelped(by: .init(longestList: 1 << 19)))
        #expect(connection.isHelped(by: .init(toRead: false, toStart: false)))
        connection.state.roomChanged(to: .init(), at: connection.now)
        #expect(connection.step() == .beginLongAnswer(0))
    }

    @Test func `a long answer leaves in a write of its own, between those before and after it`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n3\n")
        for _ in 0...2 { _ = connection.step() }
        let long = [UInt8](repeating: 1, count: 40_000)
        for (ticket, answer) in [[0], long, [2]].enumerated() { connection.state.answered(ticket, with: answer) }
        #expect(connection.state.outputByteCount == 40_005)
        #expect(connection.step() == .write([0, 10]))
        #expect(connection.step() == .write(long))
        #expect(connection.step() == .write([10, 2, 10]))
        #expect(connection.state.outputByteCount == 0)
    }

    @Test func `a long answer for which there is no room in time is refused, and the lines behind it go on`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n")
        #expect(connection.step()?.line == "1")
        connection.state.longAnswerPending(0, room: 1 << 20)
        connection.state.roomChanged(to: .init(longestList: 0), at: connection.now)
        connection.passTime(seconds: 30)
        #expect(connection.runAll() == [])
        connection.passTime(seconds: 1)
        #expect(connection.runAll() == ["2"])
        #expect(connection.written.map { refusal($0)?.kind } == ["busy", nil])
    }

    @Test func `a slow line with a long answer runs alone once it has begun`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n")
        #expect(connection.step()?.line == "1")
        connection.state.longAnswerPending(0, room: 1 << 20, isSlow: true, onlyReads: false)
        #expect(connection.step() == .beginLongAnswer(0))
        #expect(connection.runAll() == [])
        connection.passTime(seconds: 31)
        #expect(connection.written == [], "it may have changed something, and nothing is told before")
        #expect(connection.runAll() == [])
        #expect(connection.written.map { refusal($0)?.kind } == ["storageFailed"])
        connection.state.answered(0, with: [1])
        #expect(connection.runAll() == ["2"])
    }

    @Test func `room is kept for an answer until it is there, however late that is`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n")
        #expect(connection.step()?.line == "1")
        connection.state.keepsRoom(0, 1 << 20)
        #expect(connection.outputByteCount == 1 + (1 << 20))
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == ["2"])
        #expect(connection.outputByteCount == 1 << 20, "it is still under way, whatever its client was told")
        connection.state.answered(0, with: [1])
        #expect(connection.outputByteCount == 0)
    }

    @Test func `a client that takes nothing, while others of its user wait for room, is disconnected soon`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n")
        #expect(connection.runAll() == ["1"])
        connection.state.unsentChanged(to: 100 << 10, at: connection.now)
        connection.passTime(seconds: 11)
        #expect(connection.step() == nil, "nobody waits")
        connection.isRoomAwaited = true
        connection.passTime(seconds: 1)
        #expect(connection.step()?.isWrite == true, "the reason")
        #expect(connection.step() == .close)
    }

    @Test func `a client that leaves a long answer unread becomes idle, although another one is pending`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n")
        #expect(connection.step()?.line == "1")
        connection.state.longAnswerPending(0, room: 1 << 20)
        #expect(connection.step() == .beginLongAnswer(0))
        #expect(connection.step()?.line == "2")
        connection.state.longAnswerPending(1, room: 1 << 20)
        connection.passTime(seconds: 20)
        connection.state.unsentChanged(to: 64 << 10, at: connection.now)
        connection.state.answered(0, with: [1])
        #expect(connection.runAll() == [])
        connection.passTime(seconds: 281)
        #expect(connection.step()?.isWrite == true, "the reason")
        #expect(connection.step() == .close)
    }

    @Test func `a long line needs a permit, holds it until it is answered, and no line starts meanwhile`() {
        let connection = ConnectionMachine(at: start)
        let line = String(repeating: "x", count: ConnectionState.shortLineBytesMax + 1)
        connection.receive(line)
        connection.state.inputArrived()
        #expect(connection.step() == .acquirePermit)
        #expect(connection.step() == nil, "it is not read without a permit")
        connection.state.permitGranted(at: connection.now)
        #expect(connection.step() == .awaitQuantum)
        connection.state.quantumGranted(at: connection.now)
        #expect(connection.step() == .read)
        connection.receive("\nnext\n")
        #expect(connection.step() == .runInBackground(Array(line.utf8), 0))
        #expect(connection.step() == nil)
        connection.state.answered(0, with: nil)
        #expect(connection.step()?.line == "next")
        #expect(connection.step() == .releasePermit)
        #expect(connection.step() == nil)
    }

    @Test func `each further read of a long line waits in the run queue, also of one that is discarded`() {
        let connection = ConnectionMachine(at: start)
        connection.limits.lineBytesMax = ConnectionState.shortLineBytesMax
        connection.state.inputArrived()
        #expect(connection.runAll() == [] && connection.readCount == 1 && connection.quantumCount == 0)
        let part = String(repeating: "x", count: ConnectionState.readBytesMax + 1)
        for number in 1...10 {
            connection.receive(part)
            connection.state.inputArrived()
            #expect(connection.runAll() == [] && connection.readCount == number + 1)
            #expect(connection.quantumCount == number)
        }
        #expect(refusal(connection.written.first)?.kind == "lineTooLong" && connection.written.count == 1)
    }

    @Test func `so does each further read of a flood of blank lines, which are no requests`() {
        let connection = ConnectionMachine(at: start)
        connection.state.inputArrived()
        #expect(connection.runAll() == [] && connection.readCount == 1 && connection.quantumCount == 0)
        for number in 1...10 {
            connection.receive(String(repeating: "\n", count: ConnectionState.readBytesMax))
            connection.state.inputArrived()
            #expect(connection.runAll() == [] && connection.readCount == number + 1)
            #expect(connection.quantumCount == number)
        }
    }

    @Test func `a long line without an end times out and releases its permit`() {
        let connection = ConnectionMachine(at: start)
        connection.receive(String(repeating: "x", count: ConnectionState.shortLineBytesMax + 1))
        #expect(connection.step() == .acquirePermit)
        connection.state.permitGranted(at: connection.now)
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(refusal(connection.written.last)?.kind == "busy")
        #expect(connection.releasedPermitCount == 1)
        connection.receive("the rest\nnext\n")
        #expect(connection.runAll() == ["next"])
    }

    @Test func `a long line that trickles gives up its permit to one that waits, and only then`() {
        let connection = ConnectionMachine(at: start)
        connection.receive(String(repeating: "x", count: ConnectionState.shortLineBytesMax + 1))
        #expect(connection.step() == .acquirePermit)
        connection.state.permitGranted(at: connection.now)
        connection.passTime(seconds: 10)
        #expect(connection.runAll() == [] && connection.written == [])
        connection.isPermitAwaited = true
        connection.passTime(seconds: 1)
        #expect(connection.runAll() == [])
        #expect(refusal(connection.written.last)?.kind == "busy")
        #expect(connection.releasedPermitCount == 1)
    }

    @Test func `a client that has gone waits for no permit`() {
        let connection = ConnectionMachine(at: start)
        connection.receive(String(repeating: "x", count: ConnectionState.shortLineBytesMax + 1))
        #expect(connection.step() == .acquirePermit)
        connection.state.closed()
        #expect(connection.step() == nil)
        #expect(connection.isDone)
    }

    @Test func `short lines that wait for answers to be read never time out`() {
        let connection = ConnectionMachine(at: start)
        connection.receive(String(repeating: "question\n", count: 10_000))
        connection.state.unsentChanged(to: 64 << 10, at: connection.now)
        for _ in 0..<10 {
            #expect(connection.step() == nil)
            connection.passTime(seconds: 20)
        }
        connection.state.unsentChanged(to: 0, at: connection.now)
        #expect(connection.runAll().count == 10_000)
    }

    @Test func `a request past its deadline times out, and its late answer is dropped`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n")
        #expect(connection.step()?.line == "1")
        connection.passTime(seconds: 31)
        #expect(connection.runAll() == [])
        #expect(refusal(connection.written.last)?.kind == "storageFailed")
        connection.state.answered(0, with: [])
        #expect(connection.step() == nil)
    }

    @Test func `a drain waits for requests under way, and refuses later lines`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n")
        #expect(connection.step()?.line == "1")
        connection.state.drain()
        connection.receive("2\n")
        #expect(connection.step() == .refuse(Array("2".utf8), 1, .shuttingDown()))
        connection.state.answered(1, with: [2])
        #expect(connection.step() == nil)
        connection.state.answered(0, with: [1])
        #expect(connection.step() == .write([1, 0x0A, 2, 0x0A]))
        #expect(connection.step() == .closeInput)
        connection.state.inputClosed()
        #expect(connection.step() == .close)
        connection.receive("3\n")
        #expect(connection.step() == nil)
    }

    @Test func `lines that are in the socket when a drain closes it are refused`() {
        let connection = ConnectionMachine(at: start)
        connection.state.inputArrived()
        connection.state.drain()
        #expect(connection.step() == .closeInput)
        connection.receive("1\n2\nunfinished")
        connection.state.inputClosed()
        #expect(connection.runAll() == [])
        // The client may have ended its input just then, so the last one counts without a newline.
        #expect(connection.written.map { refusal($0)?.kind } == Array(repeating: "shuttingDown", count: 3))
        #expect(connection.readCount == 0 && connection.closeCount == 1)
        connection.state.inputEnded()
        #expect(connection.step() == nil)
    }

    @Test func `a connection that got no answer before a drain gets shuttingDown, and any other just closes`() {
        let connection = ConnectionMachine(at: start)
        connection.state.drain()
        #expect(connection.runAll() == [])
        #expect(connection.written.map { refusal($0)?.kind } == ["shuttingDown"] && connection.closeCount == 1)
        let answered = ConnectionMachine(at: start)
        answered.receive("1\n")
        #expect(answered.runAll() == ["1"])
        answered.state.drain()
        #expect(answered.runAll() == [] && answered.written == ["1"] && answered.closeCount == 1)
    }

    @Test func `a line that arrives on an idle connection is refused with idleTimeout, not shuttingDown`() {
        let connection = ConnectionMachine(at: start)
        connection.passTime(seconds: 301)
        connection.receive("1\n")
        #expect(connection.step() == .refuse(Array("1".utf8), 0, .idleTimeout(limit: 300)))
    }

    @Test func `an idle client that does not read is disconnected at once`() {
        let connection = ConnectionMachine(at: start)
        connection.state.unsentChanged(to: 64 << 10, at: connection.now)
        connection.passTime(seconds: 301)
        #expect(connection.step()?.isWrite == true)
        #expect(connection.step() == .close)
        #expect(connection.step() == nil)
    }

    @Test func `a connection closes once its input has ended and every answer has left`() {
        let connection = ConnectionMachine(at: start)
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

    @Test func `whole lines that arrived run although the client has gone`() {
        let connection = ConnectionMachine(at: start)
        connection.receive("1\n2\n3")
        connection.state.closed()
        #expect(connection.runAll() == ["1", "2"])
        #expect(connection.written == [])
    }

    @Test func `no line runs for a client that disconnected after the drain began`() {
        let connection = ConnectionMachine(at: start)
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
