import JSONRPC
import SocketLoop
import TestSupport
import Testing
@testable import UnixServer

/// Random walks over everything that can happen to a connection: two promises hold on each of them.
@Suite(.timeLimit(.minutes(10))) struct ConnectionWalkTests {
    @Test func `what is held stays bounded, and with time alone every connection comes to its end`() {
        var random = SeededSequence(for: #function)
        for walk in 0..<400 {
            let connection = WalkedConnection()
            for _ in 0..<Int.random(in: 1...200, using: &random) {
                connection.step(&random)
                let held = connection.state.inputByteCount + connection.state.outputByteCount
                #expect(held <= connection.heldByteCountMax, "walk \(walk)")
            }
            let seconds = connection.secondsToTheEnd(&random)
            #expect(seconds <= WalkedConnection.secondsMax, "walk \(walk)")
            #expect(connection.permitCount == 0, "walk \(walk)")
        }
    }
}

/// A connection with the kernel, the client, the tasks and the server around it, all of them unreliable.
private final class WalkedConnection {
    static let limits = {
        var limits = ServerLimits()
        limits.lineBytesMax = 100 << 10
        limits.unsentBytesMax = 128 << 10
        return limits
    }()
    private static let answerBytesMax = 40 << 10
    /// One long line, two reads, the answers that a further line may not wait for, with one more each, and room for what is
    /// under way.
    var heldByteCountMax: Int { Self.idleByteCountMax + running.count * Self.answerBytesMax }
    private static let idleByteCountMax =
        limits.lineBytesMax + 3 * ConnectionState.readBytesMax + limits.unsentBytesMax
        + (limits.unansweredMax + 1) * answerBytesMax + (limits.unansweredMax + 1) * 1000
    /// Deadlines, and the time for who does not read; the work that runs alone comes on top.
    static let secondsMax = 3 * limits.requestSeconds + limits.idleSeconds
    /// How long the end of a walk takes over each work that runs alone.
    private static let stepSeconds = 10

    private(set) var state = ConnectionState(limits: limits, at: Moment(nanoseconds: 0))
    private(set) var permitCount = 0
    private var now = Moment(nanoseconds: 0)
    /// What the client has sent and the server has not read.
    private var kernel: [UInt8] = []
    private var hasEnded = false
    private var isClosed = false
    private var unsentByteCount = 0
    private var running: [AnswerQueue.Ticket] = []
    /// Work that has begun and keeps the rest of the connection's from it.
    private var aloneCount = 0
    private var isQueued = false
    private var awaitsPermit = false
    private var hasRoom = true

    func step(_ random: inout SeededSequence) {
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2: send(&random)
        case 3: if Int.random(in: 0..<10, using: &random) == 0 { end() }
        case 4: if Int.random(in: 0..<20, using: &random) == 0 { vanish() }
        case 5: take(Int.random(in: 1...(64 << 10), using: &random))
        case 6, 7: finishOne(&random)
        case 8: grantQuantum()
        case 9: grantPermit()
        case 10: hasRoom.toggle()
        default: passTime(seconds: Int.random(in: 1...20, using: &random))
        }
        act(&random)
    }

    /// Lets time pass and tasks end, and nothing else: the client neither sends nor reads.
    ///
    /// - Returns: The seconds that passed, without those for work that ran alone.
    func secondsToTheEnd(_ random: inout SeededSequence) -> Int {
        var seconds = Self.stepSeconds * aloneCount
        hasRoom = true
        kernel = []
        while !state.isDone, seconds - Self.stepSeconds * aloneCount <= Self.secondsMax {
            grantQuantum()
            grantPermit()
            while !running.isEmpty { finishOne(&random) }
            act(&random)
            passTime(seconds: Self.stepSeconds)
            act(&random)
            seconds += Self.stepSeconds
        }
        return seconds - Self.stepSeconds * aloneCount
    }

    private func send(_ random: inout SeededSequence) {
        guard !isClosed, !hasEnded, kernel.count < 200 << 10 else { return }
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            let kind = "splbr\n".utf8.randomElement(using: &random) ?? 0
            kernel += [UInt8](repeating: kind, count: Int.random(in: 1...900, using: &random))
            kernel.append(UInt8(ascii: "\n"))
        }
        if Int.random(in: 0..<6, using: &random) == 0 {
            kernel += [UInt8](repeating: UInt8(ascii: "p"), count: Int.random(in: 1...(150 << 10), using: &random))
        }
        state.inputArrived()
    }

    private func end() {
        guard !isClosed else { return }
        hasEnded = true
        state.inputArrived()
    }

    private func vanish() {
        guard !isClosed else { return }
        while state.mayReadRest, !kernel.isEmpty { readOnce() }
        if kernel.isEmpty { state.inputEnded() }
        close()
    }

    private func close() {
        isClosed = true
        kernel = []
        awaitsPermit = false
        state.closed()
    }

    private func take(_ byteCount: Int) {
        guard !isClosed else { return }
        unsentByteCount = max(0, unsentByteCount - byteCount)
        state.unsentChanged(to: unsentByteCount, at: now)
    }

    private func finishOne(_ random: inout SeededSequence) {
        guard let index = running.indices.randomElement(using: &random) else { return }
        state.answered(running.remove(at: index), with: answer(&random))
    }

    private func grantQuantum() {
        guard isQueued else { return }
        isQueued = false
        state.quantumGranted(at: now)
    }

    private func grantPermit() {
        guard awaitsPermit else { return }
        awaitsPermit = false
        permitCount += 1
        state.permitGranted(at: now)
    }

    private func passTime(seconds: Int) {
        now = now.advanced(seconds: seconds)
        state.checkDeadlines(at: now, isPermitAwaited: true, isRoomAwaited: !hasRoom) { _, error in
            RPCResponse.failure(error)
        }
    }

    private func act(_ random: inout SeededSequence) {
        state.roomChanged(to: .init(toRead: hasRoom, toStart: hasRoom, longestList: hasRoom ? .max : 0), at: now)
        var count = 0
        while let action = state.next(at: now, hasContenders: Bool.random(using: &random)) {
            count += 1
            guard count < 100_000 else { return #expect(Bool(false), "it never comes to rest: \(action)") }
            perform(action, &random)
        }
    }

    private func perform(_ action: ConnectionState.Action, _ random: inout SeededSequence) {
        switch action {
        case .run(let line, let ticket): run(line, ticket, &random)
        case .runInBackground(_, let ticket), .beginLongAnswer(let ticket):
            aloneCount += 1
            running.append(ticket)
        case .refuse(_, let ticket, let error): state.refused(ticket, with: RPCResponse.failure(error))
        case .write(let bytes):
            guard !isClosed else { return #expect(Bool(false), "a write to a client that is gone") }
            unsentByteCount += bytes.count
            state.unsentChanged(to: unsentByteCount, at: now)
        case .awaitQuantum: isQueued = true
        case .acquirePermit: awaitsPermit = true
        case .releasePermit: permitCount -= 1
        case .read: readOnce()
        case .closeInput:
            while !kernel.isEmpty { readOnce() }
            state.inputClosed()
        case .close: close()
        }
    }

    private func run(_ line: [UInt8], _ ticket: AnswerQueue.Ticket, _ random: inout SeededSequence) {
        switch line.first {
        case UInt8(ascii: "s"): state.answered(ticket, with: answer(&random))
        case UInt8(ascii: "r"): state.refused(ticket, with: [])
        case UInt8(ascii: "b"):
            state.runsAlone(ticket)
            aloneCount += 1
            running.append(ticket)
        case UInt8(ascii: "l") where state.isOpen: state.longAnswerPending(ticket, room: Self.answerBytesMax)
        case UInt8(ascii: "l"): state.answered(ticket, with: nil)
        default: running.append(ticket)
        }
    }

    private func readOnce() {
        guard !kernel.isEmpty else {
            if hasEnded { state.inputEnded() }
            return
        }
        let count = min(kernel.count, ConnectionState.readBytesMax)
        kernel[..<count].withUnsafeBytes { state.received($0, at: now) }
        kernel.removeFirst(count)
        if !kernel.isEmpty || hasEnded { state.inputArrived() }
    }

    private func answer(_ random: inout SeededSequence) -> [UInt8]? {
        let isLong = Int.random(in: 0..<8, using: &random) == 0
        return [UInt8](repeating: 7, count: Int.random(in: 0...(isLong ? Self.answerBytesMax : 500), using: &random))
    }
}
