import JSONRPC
import SocketLoop

/// One connection: lines in, answers out in the order of the lines.
///
/// It reports events to ``ConnectionState`` and performs the actions that come back. Everything runs on the loop's thread.
final class Connection {
    let id: ConnectionID
    let peer: PeerCredentials
    let user: Account.User
    private let server: ServerLoop
    /// Whether it is among those that wait for room.
    var isInLineForRoom = false
    /// nil once it is closed; what is left then is work under way.
    private var socket: (any ConnectedSocket)?
    private(set) var state: ConnectionState
    private var output = OutputBuffer()
    private var interest: Poller.Readiness = .readable
    private var charged = Account.Held()
    /// The long answer that is pending, and the task of the one that is under way and ends with its client.
    private var longReply: LongReply?
    private var longTask: Task<Void, Never>?

    private struct LongReply {
        let isSlow: Bool
        let onlyReads: Bool
        let begin: @Sendable (_ onWait: @escaping WaitNotice) async -> [UInt8]?
    }

    init(
        _ id: ConnectionID,
        _ socket: any ConnectedSocket,
        _ peer: PeerCredentials,
        _ user: Account.User,
        _ server: ServerLoop
    ) {
        self.id = id
        self.socket = socket
        self.peer = peer
        self.user = user
        self.server = server
        state = ConnectionState(limits: server.limits, at: server.now)
    }
}

// MARK: Events

extension Connection {
    func ready(_ readiness: Poller.Readiness) {
        if readiness.isGone { return hungUp() }
        if readiness.contains(.writable) { flush() }
        if readiness.contains(.readable) { state.inputArrived() }
        act()
    }

    func answered(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        state.answered(ticket, with: bytes)
    }

    func quantumGranted() {
        state.quantumGranted(at: server.now)
        act()
    }

    func permitGranted() {
        state.permitGranted(at: server.now)
        act()
    }

    func drain() {
        state.drain()
        act()
    }

    func checkDeadlines(isPermitAwaited: Bool, isRoomAwaited: Bool) {
        state.checkDeadlines(
            at: server.now,
            isPermitAwaited: isPermitAwaited,
            isRoomAwaited: isRoomAwaited,
            server.lines.refuse
        )
        if !state.isLongAnswerPending { longReply = nil }
        act()
    }

    /// A call waits for something to happen, and what it will tell is short.
    func waits(_ ticket: AnswerQueue.Ticket) {
        state.keepsRoom(ticket, 0)
    }

    /// Answers everything that is under way, as far as the client takes it, and closes.
    func giveUp() {
        state.giveUp(server.lines.refuse)
        act()
        hungUp()
    }

    /// Performs actions until the next event.
    func act() {
        var now = server.now
        lookForRoom(at: now)
        while let action = state.next(at: now, hasContenders: server.hasContenders) {
            perform(action)
            guard action.takesTime else { continue }
            now = server.clock()
            settle()
            lookForRoom(at: now)
        }
        settle()
        if state.awaitsRoom { server.awaitsRoom(self) }
        guard state.isDone else { return updateInterest() }
        charge(.init())
        server.remove(self)
    }

    private func perform(_ action: ConnectionState.Action) {
        switch action {
        case .run(let line, let ticket): run(line, ticket)
        case .runInBackground(let line, let ticket): runInBackground(line, ticket)
        case .beginLongAnswer(let ticket): beginLongAnswer(ticket)
        case .refuse(let line, let ticket, let error): state.refused(ticket, with: server.lines.refuse(line, error))
        case .write(let bytes): write(bytes)
        case .awaitQuantum: server.awaitQuantum(id)
        case .acquirePermit: acquirePermit()
        case .releasePermit: server.releasePermit(of: user)
        case .read: read()
        case .closeInput: closeInput()
        case .close: close()
        }
    }

    /// Charges to the account what is held now.
    private func settle() {
        charge(.init(inputByteCount: state.inputByteCount, outputByteCount: state.outputByteCount + output.count))
    }

    private func charge(_ held: Account.Held) {
        guard held != charged else { return }
        server.account.charge(user, from: charged, to: held)
        charged = held
    }

    private func lookForRoom(at now: Moment) {
        state.roomChanged(to: server.account.room(of: user), at: now)
    }
}

// MARK: Requests

extension Connection {
    /// Runs a line.
    ///
    /// The calls of one connection enter the ledger in the order of its lines, and share a sync.
    private func run(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        guard state.isOpen || !server.lines.hasAnswer(line) else { return state.refused(ticket, with: nil) }
        switch server.lines.respond(line, peer) {
        case .refused(let answer): state.refused(ticket, with: answer)
        case .pending(let room, let reply):
            state.keepsRoom(ticket, room)
            _ = start(ticket, reply)
        case .slow(let room, let reply):
            state.keepsRoom(ticket, room)
            state.runsAlone(ticket)
            _ = startInBackground(ticket, reply)
        case .long(let room, let isSlow, let onlyReads, let reply):
            // A vanished client does not hear it.
            guard state.isOpen || !onlyReads else { return state.answered(ticket, with: nil) }
            longReply = LongReply(isSlow: isSlow, onlyReads: onlyReads, begin: reply)
            state.longAnswerPending(ticket, room: room, isSlow: isSlow, onlyReads: onlyReads)
        }
    }

    private func beginLongAnswer(_ ticket: AnswerQueue.Ticket) {
        guard let reply = longReply else { preconditionFailure("no long answer is pending") }
        longReply = nil
        let answer = { @Sendable [mailbox = server.mailbox, id] in
            await reply.begin { mailbox.post(.waits(id, ticket)) }
        }
        let task = reply.isSlow ? startInBackground(ticket, answer) : start(ticket, answer)
        longTask = reply.onlyReads ? task : nil
    }

    /// Answers a request in a task that starts at once and never leaves the loop's thread.
    ///
    /// The task is unstructured because a loop is no task that could own it; its ticket waits for it.
    private func start(
        _ ticket: AnswerQueue.Ticket,
        _ reply: @escaping @Sendable () async -> [UInt8]?
    ) -> Task<Void, Never> {
        Task.immediate(executorPreference: server.executor) { [mailbox = server.mailbox, id] in
            mailbox.post(.reply(.init(connection: id, ticket: ticket, bytes: await reply())))
        }
    }

    /// Parses a long line on the background thread, since that takes milliseconds of every other connection's time.
    ///
    /// No other line of this connection starts meanwhile, so its requests still enter the ledger in their order.
    private func runInBackground(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        // To find out whether somebody waits for its answers would take the loop's time.
        guard state.isOpen else { return state.refused(ticket, with: nil) }
        longTask = startInBackground(ticket) { [respond = server.lines.respond, peer] in
            await respond(line, peer).wait()
        }
    }

    private func startInBackground(
        _ ticket: AnswerQueue.Ticket,
        _ reply: @escaping @Sendable () async -> [UInt8]?
    ) -> Task<Void, Never> {
        Task(executorPreference: server.background, priority: .low) { [mailbox = server.mailbox, id] in
            mailbox.post(.reply(.init(connection: id, ticket: ticket, bytes: await reply())))
        }
    }

    private func acquirePermit() {
        if server.account.acquireLongLine(id, of: user) { state.permitGranted(at: server.now) }
    }
}

// MARK: The socket

extension Connection {
    private func read() {
        // A client that is gone is reported as such.
        if let socket { _ = take(of: socket) }
    }

    private func write(_ bytes: [UInt8]) {
        guard socket != nil else { return }
        output.append(bytes)
        flush()
    }

    private func flush() {
        guard let socket else { return }
        guard output.flush(to: socket) else { return vanish() }
        state.unsentChanged(to: output.count, at: server.now)
    }

    private func hungUp() {
        vanish()
        act()
    }

    /// The client is gone; what it had sent last is taken, within bounds, and the notifications in it happen.
    ///
    /// Whether a write or the poller noticed it makes no difference.
    private func vanish() {
        guard let socket else { return }
        while state.takesMoreOfTheLast {
            guard take(of: socket) else { break }
        }
        close()
    }

    /// Reads once; false if there was nothing.
    private func take(of socket: any ConnectedSocket) -> Bool {
        switch socket.receive(into: server.buffer) {
        case .moved(let count):
            received(UnsafeRawBufferPointer(rebasing: server.buffer[..<count]))
            return true
        case .ended:
            state.inputEnded()
            return false
        case .wouldBlock, .gone: return false
        }
    }

    /// Ends the input, and receives what had arrived before, so that the close that follows leaves no byte unread and sends
    /// no reset (unix(7), shutdown(2)).
    private func closeInput() {
        socket?.endInput(reading: server.buffer, received)
        state.inputClosed()
    }

    private func received(_ bytes: UnsafeRawBufferPointer) {
        state.received(bytes, at: server.now)
    }

    private func close() {
        guard let socket else { return }
        self.socket = nil
        socket.close()
        output = OutputBuffer()
        longReply = nil
        longTask?.cancel()
        server.account.cancelLongLine(id)
        state.closed()
    }

    /// Waits for input unless it is held back, and for room to write if something is unsent.
    private func updateInterest() {
        guard let socket else { return }
        var wanted: Poller.Readiness = state.isReadHeld ? [] : .readable
        if output.count > 0 { wanted.insert(.writable) }
        guard wanted != interest else { return }
        interest = wanted
        server.watch(socket, of: id, for: wanted)
    }
}
