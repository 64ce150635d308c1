import JSONRPC
import NIOCore

/// One connection: lines in, answers out in the order of the lines.
///
/// Tells ``ConnectionState`` what happens and does what it says. Everything here runs on the connection's event loop.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private let loop: any EventLoop
    private let peer: PeerCredentials
    private let limits: ServerLimits
    private let respond: LineResponder
    private let refuse: LineRefuser
    private let executor: EventLoopExecutor
    private let sideThread: BackgroundExecutor
    private let turns: RunQueue
    private let room: LongLineSemaphore
    private var state: ConnectionState
    /// Whether the state is being asked what to do: what is done may lead back here.
    private var isActing = false
    private var willAct = false
    private var context: ChannelHandlerContext?
    /// The answer for which the state has a ticket that waits.
    private var longReply: (@Sendable () async -> [UInt8]?)?
    private var watch: RepeatedTask?

    init(
        loop: any EventLoop,
        peer: PeerCredentials,
        limits: ServerLimits,
        executor: EventLoopExecutor,
        sideThread: BackgroundExecutor,
        turns: RunQueue,
        room: LongLineSemaphore,
        respond: @escaping LineResponder,
        refuse: @escaping LineRefuser
    ) {
        self.loop = loop
        self.peer = peer
        self.limits = limits
        self.executor = executor
        self.sideThread = sideThread
        self.turns = turns
        self.room = room
        self.respond = respond
        self.refuse = refuse
        state = ConnectionState(limits: limits, at: .now())
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let period = TimeAmount.milliseconds(Int64(min(limits.requestSeconds, limits.idleSeconds)) * 250)
        let handler = NIOLoopBound(self, eventLoop: loop)
        watch = loop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in
            handler.value.lookAtClock()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        watch?.cancel()
        watch = nil
        state.closed()
        act()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = NIODeadline.now()
        unwrapInboundIn(data).withUnsafeReadableBytes { unsafe state.received($0, at: now) }
        act(at: now)
    }

    func read(context: ChannelHandlerContext) {
        state.readWanted()
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
        state.answersAreRead(context.channel.isWritable)
        act()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A peer that is gone needs no answer; what it asked for still happens, and is in the journal.
        context.close(promise: nil)
    }

    private func lookAtClock() {
        let now = NIODeadline.now()
        state.lookedAtClock(now, refuse)
        act(at: now)
    }

    /// Does what there is to do until the next event.
    private func act(at now: NIODeadline = .now()) {
        guard !isActing else { return }
        isActing = true
        var now = now
        while let action = state.next(at: now, othersWait: !turns.isEmpty) {
            perform(action)
            if action.takesTime { now = .now() }
        }
        isActing = false
    }

    /// Acts once everything that is ready now has been done: what a sync lets go on together leaves in one write.
    private func actSoon() {
        guard !isActing, !willAct else { return }
        willAct = true
        loop.assumeIsolated().execute { [self] in
            willAct = false
            act()
        }
    }

    private func perform(_ action: ConnectionState.Action) {
        switch action {
        case .run(let line, let ticket): run(line, ticket)
        case .runElsewhere(let line, let ticket): runElsewhere(line, ticket)
        case .beginLongAnswer(let ticket): beginLongAnswer(ticket)
        case .refuse(let line, let ticket, let error): state.refused(ticket, with: refuse(line, error))
        case .write(let answers): context?.writeAndFlush(wrapOutboundOut(answers), promise: nil)
        case .awaitTurn: awaitTurn()
        case .awaitPlace: awaitPlace()
        case .givePlaceBack: room.giveBack()
        case .read: context?.read()
        case .close: closeAfterAnswers()
        case .hangUp: context?.close(promise: nil)
        }
    }

    /// Answers a request as a task of its own that never leaves the event loop.
    ///
    /// It starts at once, so requests reach the ledger in the order of their lines, and several of one connection share
    /// a sync. An event loop is no task that could own it; the answer queue is what waits for it.
    private func run(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        switch respond(line, peer) {
        case .refused(let answer): state.refused(ticket, with: answer)
        case .pending(let reply): answer(ticket, with: reply)
        case .long(let reply):
            longReply = reply
            state.longAnswerWaits(ticket)
        }
    }

    private func beginLongAnswer(_ ticket: AnswerQueue.Ticket) {
        guard let reply = longReply else { preconditionFailure("no long answer waits") }
        longReply = nil
        answer(ticket, with: reply)
    }

    private func answer(_ ticket: AnswerQueue.Ticket, with reply: @escaping @Sendable () async -> [UInt8]?) {
        let handler = NIOLoopBound(self, eventLoop: loop)
        Task.immediate(executorPreference: executor) {
            let answer = await reply()
            handler.value.state.answered(ticket, with: answer)
            handler.value.actSoon()
        }
    }

    /// Reads a long line on another thread, since it takes milliseconds that all other connections would wait.
    ///
    /// Nothing else of this connection starts meanwhile, so its requests still reach the ledger in their order.
    private func runElsewhere(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        let handler = NIOLoopBound(self, eventLoop: loop)
        Task(executorPreference: sideThread) { [loop, respond, peer] in
            let answer = await respond(line, peer).wait()
            loop.execute {
                handler.value.state.longLineAnswered(ticket, with: answer)
                handler.value.act()
            }
        }
    }

    private func awaitTurn() {
        turns.wait { [self] in
            let now = NIODeadline.now()
            state.turnCame(at: now)
            act(at: now)
        }
    }

    private func awaitPlace() {
        room.take { [self] in
            state.placeCame(at: .now())
            act()
        }
    }

    private func closeAfterAnswers() {
        guard let context else { return }
        // Writes leave in order, so when this empty one has left, every answer has.
        let flushed = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        flushed.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(channel.allocator.buffer(capacity: 0)), promise: flushed)
    }
}
