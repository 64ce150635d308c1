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
    /// Whether it is among those for which there is no room.
    var isThrottled = false
    /// nil once it is closed; what is left then is work under way.
    private var socket: (any ConnectedSocket)?
    private(set) var state: ConnectionState
    private var output = OutputBuffer()
    private var interest: Poller.Readiness = .readable
    private var charged = Account.Held()
    /// The calls whose long answer is pending, and the task of those that are under way and end with their client.
    private var longCalls: (traits: CallTraits, begin: Calls)?
    private var longTask: Task<Void, Never>?

    private typealias Calls = @Sendable (_ onWait: WaitNotice?) async -> [UInt8]?

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
        if !state.isLongAnswerPending { longCalls = nil }
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
        while let socket, output.count > 0 {
            let before = output.count
            guard output.flush(to: socket), output.count < before else { break }
        }
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
        case .releasePermit: server.account.releasePermit(of: user)
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
        case .calls(let traits, let begin) where traits.mayAnswerAtLength:
            // A client that is gone does not hear it.
            guard state.isOpen || !traits.onlyReads else { return state.answered(ticket, with: nil) }
            longCalls = (traits, begin)
            state.longAnswerPending(ticket, traits)
        case .calls(let traits, let begin):
            state.keepsRoom(ticket, traits.room)
            if traits.isSlow { state.runsAlone(ticket) }
            _ = start(ticket, isSlow: traits.isSlow, begin)
        }
    }

    private func beginLongAnswer(_ ticket: AnswerQueue.Ticket) {
        guard let (traits, begin) = longCalls else { preconditionFailure("no long answer is pending") }
        longCalls = nil
        let task = start(ticket, isSlow: traits.isSlow, begin) { [mailbox = server.mailbox, id] in
            mailbox.post(.waits(id, ticket))
        }
        longTask = traits.onlyReads ? task : nil
    }

    /// Answers a request: in a task that starts at once and never leaves the loop's thread, or on the background thread.
    ///
    /// The task is unstructured because a loop is no task that could own it; its ticket waits for it.
    private func start(
        _ ticket: AnswerQueue.Ticket,
        isSlow: Bool,
        _ begin: @escaping Calls,
        onWait: WaitNotice? = nil
    ) -> Task<Void, Never> {
        let (mailbox, id) = (server.mailbox, id)
        if isSlow {
            return Task(executorPreference: server.background, priority: .low) {
                mailbox.post(.reply(id, ticket, await begin(onWait)))
            }
        }
        return Task.immediate(executorPreference: server.executor) {
            mailbox.post(.reply(id, ticket, await begin(onWait)))
        }
    }

    /// Parses a long line on the background thread, since that takes milliseconds of every other connection's time.
    ///
    /// No other line of this connection starts meanwhile, so its requests still enter the ledger in their order.
    private func runInBackground(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        // To find out whether somebody waits for its answers would take the loop's time.
        guard state.isOpen else { return state.refused(ticket, with: nil) }
        longTask = start(ticket, isSlow: true) { [respond = server.lines.respond, peer] _ in
            await respond(line, peer).wait()
        }
    }

    private func acquirePermit() {
        if server.account.acquirePermit(id, of: user) { state.permitGranted(at: server.now) }
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
        guard output.flush(to: socket) else { return disconnected() }
        state.unsentChanged(to: output.count, at: server.now)
    }

    private func hungUp() {
        disconnected()
        act()
    }

    /// The client is gone; what it had sent last is taken, within bounds, and the notifications in it happen.
    ///
    /// Whether a write or the poller noticed it makes no difference.
    private func disconnected() {
        guard let socket else { return }
        while state.mayReadRest {
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

    /// The first half of a lingering close: ends the input, and receives what had arrived before, so that the close that
    /// follows leaves no byte unread and sends no reset (unix(7), shutdown(2)).
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
        longCalls = nil
        longTask?.cancel()
        server.account.cancelPermit(id)
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
