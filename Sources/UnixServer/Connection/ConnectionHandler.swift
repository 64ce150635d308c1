import Glibc
import JSONRPC
import NIOCore

/// One connection: lines in, answers out in the order of the lines.
///
/// It reports events to ``ConnectionState`` and performs the actions that come back. Everything runs on the connection's
/// event loop.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// Makes a connection answer what it has read, and then close.
    struct DrainEvent: Sendable {}

    /// What the connections of a server share.
    struct Shared {
        let limits: ServerLimits
        let executor: EventLoopExecutor
        let background: BackgroundExecutor
        let runQueue: RunQueue
        let longLines: LongLineSemaphore
        let respond: LineResponder
        let refuse: LineRefuser
    }

    private let loop: any EventLoop
    private let peer: PeerCredentials
    private let shared: Shared
    private var state: ConnectionState
    /// Whether actions are being performed, which may report events that lead back here.
    private var isActing = false
    private var isActScheduled = false
    private var context: ChannelHandlerContext?
    /// The long answer that is pending.
    private var longReply: (@Sendable () async -> [UInt8]?)?
    private var deadlineCheck: RepeatedTask?

    init(loop: any EventLoop, peer: PeerCredentials, shared: Shared) {
        self.loop = loop
        self.peer = peer
        self.shared = shared
        state = ConnectionState(limits: shared.limits, at: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let limits = shared.limits
        let period = TimeAmount.milliseconds(Int64(min(limits.requestSeconds, limits.idleSeconds)) * 250)
        let handler = NIOLoopBound(self, eventLoop: loop)
        deadlineCheck = loop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in
            handler.value.checkDeadlines()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        deadlineCheck?.cancel()
        deadlineCheck = nil
        state.closed()
        act()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = NIODeadline.now()
        unwrapInboundIn(data).withUnsafeReadableBytes { unsafe state.received($0, at: now) }
        act(at: now)
    }

    func read(context: ChannelHandlerContext) {
        state.readRequested()
        act()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: state.inputEnded()
        case is DrainEvent: state.drain()
        default: return context.fireUserInboundEventTriggered(event)
        }
        act()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        state.writabilityChanged(context.channel.isWritable)
        act()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The client is gone. Its requests still happen, and are in the journal.
        context.close(promise: nil)
    }

    private func checkDeadlines() {
        let now = NIODeadline.now()
        state.checkDeadlines(at: now, shared.refuse)
        act(at: now)
    }

    /// Performs actions until the next event.
    private func act(at now: NIODeadline = .now()) {
        guard !isActing else { return }
        isActing = true
        var now = now
        while let action = state.next(at: now, hasContenders: !shared.runQueue.isEmpty) {
            perform(action)
            if action.takesTime { now = .now() }
        }
        isActing = false
    }

    /// Acts after the tasks that are ready now, so that the answers released by one sync leave in one write.
    private func scheduleAct() {
        guard !isActing, !isActScheduled else { return }
        isActScheduled = true
        loop.assumeIsolated().execute { [self] in
            isActScheduled = false
            act()
        }
    }

    private func perform(_ action: ConnectionState.Action) {
        switch action {
        case .run(let line, let ticket): run(line, ticket)
        case .runInBackground(let line, let ticket): runInBackground(line, ticket)
        case .beginLongAnswer(let ticket): beginLongAnswer(ticket)
        case .refuse(let line, let ticket, let error): state.refused(ticket, with: shared.refuse(line, error))
        case .write(let answers): context?.writeAndFlush(wrapOutboundOut(answers), promise: nil)
        case .awaitQuantum: awaitQuantum()
        case .acquirePermit: acquirePermit()
        case .releasePermit: shared.longLines.release()
        case .read: context?.read()
        case .closeInput: closeInput()
        case .close: closeAfterAnswers()
        case .abort: context?.close(promise: nil)
        }
    }
}

// MARK: Requests

extension ConnectionHandler {
    /// Runs a line.
    ///
    /// The calls of one connection enter the ledger in the order of its lines, and share a sync.
    private func run(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        switch shared.respond(line, peer) {
        case .refused(let answer): state.refused(ticket, with: answer)
        case .pending(let reply): answer(ticket, with: reply)
        case .long(let reply):
            longReply = reply
            state.longAnswerPending(ticket)
        }
    }

    private func beginLongAnswer(_ ticket: AnswerQueue.Ticket) {
        guard let reply = longReply else { preconditionFailure("no long answer is pending") }
        longReply = nil
        answer(ticket, with: reply)
    }

    /// Answers a request in a task that starts at once and never leaves the event loop.
    ///
    /// The task is unstructured because an event loop is no task that could own it; its ticket waits for it.
    private func answer(_ ticket: AnswerQueue.Ticket, with reply: @escaping @Sendable () async -> [UInt8]?) {
        let handler = NIOLoopBound(self, eventLoop: loop)
        Task.immediate(executorPreference: shared.executor) {
            let answer = await reply()
            handler.value.state.answered(ticket, with: answer)
            handler.value.scheduleAct()
        }
    }

    /// Parses a long line on the background thread, since that takes milliseconds of every other connection's time.
    ///
    /// No other line of this connection starts meanwhile, so its requests still enter the ledger in their order.
    private func runInBackground(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        let handler = NIOLoopBound(self, eventLoop: loop)
        Task(executorPreference: shared.background) { [loop, respond = shared.respond, peer] in
            let answer = await respond(line, peer).wait()
            loop.execute {
                handler.value.state.longLineAnswered(ticket, with: answer)
                handler.value.act()
            }
        }
    }

    private func awaitQuantum() {
        shared.runQueue.enqueue { [self] in
            let now = NIODeadline.now()
            state.quantumGranted(at: now)
            act(at: now)
        }
    }

    private func acquirePermit() {
        shared.longLines.acquire { [self] in
            state.permitGranted(at: .now())
            act()
        }
    }
}

// MARK: Closing

extension ConnectionHandler {
    /// Shuts the receiving side down, and receives what had arrived before: no more than the kernel holds.
    ///
    /// From then on a client can't send (it gets EPIPE), so the close that follows leaves no byte unread and sends no
    /// reset (unix(7), shutdown(2)). NIO's own close of the input would drop the bytes that are in the socket.
    private func closeInput() {
        defer { state.inputClosed() }
        let operations = context?.pipeline.syncOperations
        _ = try? operations?.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { [self] socket in
            shutdown(socket, Int32(SHUT_RD))
            var buffer = [UInt8](repeating: 0, count: ConnectionState.readBytesMax)
            while case let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
                let now = NIODeadline.now()
                buffer.withUnsafeBytes { bytes in
                    unsafe state.received(UnsafeRawBufferPointer(rebasing: bytes[..<count]), at: now)
                }
            }
        }
    }

    private func closeAfterAnswers() {
        guard let context else { return }
        // Writes leave in order: when this empty one has left, every answer has.
        let flushed = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        flushed.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(channel.allocator.buffer(capacity: 0)), promise: flushed)
    }
}
