import JSONRPC
import NIOCore

/// One connection: lines in, answers out in the order of the lines.
///
/// The shell around `LineFramer` and `AnswerQueue`. Everything here runs on the connection's event loop. Input is read
/// only while few enough requests are unanswered and few enough answers unread, so a client that does not read, or asks
/// faster than the disk syncs, waits in the kernel and costs bounded memory.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case open
        /// The daemon is ending: lines that were not started are refused.
        case draining
        /// The last answer is on its way out.
        case closing
    }

    /// Whether the connection may hold a long line.
    private enum Place {
        case none
        case awaited
        case held(since: NIODeadline)
    }

    /// Longer lines need a place, and are read on another thread.
    private static let shortLineBytesMax = 64 << 10
    /// How long a connection starts lines before the others have their turn.
    private static let turnTime = TimeAmount.microseconds(50)
    /// How much of its answers a turn collects before it writes them.
    private static let collectedBytesMax = 32 << 10

    private let loop: any EventLoop
    private let peer: PeerCredentials
    private let respond: LineResponder
    private let refuse: LineRefuser
    private let executor: EventLoopExecutor
    private let sideThread: SideThread
    private let turns: TurnQueue
    private let room: LongLineRoom
    private let limits: ServerLimits
    private var framer: LineFramer
    private var answers = AnswerQueue()
    private var phase = Phase.open
    /// Whether the client has ended its input; it may still read.
    private var hasInputEnded = false
    private var context: ChannelHandlerContext?
    /// Whether the client reads its answers, as far as is known.
    private var isReadingAnswers = true
    private var hasHeldRead = false
    /// Whether lines that have arrived wait for the connection's next turn.
    private var isTurnPending = false
    private var isStarting = false
    /// The answers of this turn so far, which leave together.
    private var collected = ByteBuffer()
    /// Whether a long line is being read on another thread; the next one starts after it.
    private var isReadingLongLine = false
    private var place = Place.none
    private var lastHeard = NIODeadline.now()
    private var watch: RepeatedTask?

    init(
        loop: any EventLoop,
        peer: PeerCredentials,
        limits: ServerLimits,
        executor: EventLoopExecutor,
        sideThread: SideThread,
        turns: TurnQueue,
        room: LongLineRoom,
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
        framer = LineFramer(lineBytesMax: limits.lineBytesMax)
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
        if case .held = place { room.giveBack() }
        place = .none
        watch?.cancel()
        watch = nil
        // What has arrived whole still happens, although nobody waits for the answers.
        resume()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = .now()
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { unsafe framer.append($0) }
        startRequests()
    }

    func read(context: ChannelHandlerContext) {
        guard mayRead else {
            hasHeldRead = true
            return
        }
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            hasInputEnded = true
            startRequests()
        case is DrainEvent where phase == .open:
            phase = .draining
            startRequests()
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isReadingAnswers = context.channel.isWritable
        resume()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A peer that is gone needs no answer; what it asked for still happens, and is in the journal.
        context.close(promise: nil)
    }

    private var mayStart: Bool {
        guard phase != .closing, !isReadingLongLine, answers.count < limits.unansweredMax else { return false }
        // Who asked without reading and is gone has no right to the rest: a thousand long lists would cost the others.
        guard let context else { return isReadingAnswers }
        return context.channel.isWritable
    }

    /// What has arrived is started before more is read, so that a flood of short lines stays in the kernel.
    private var mayRead: Bool { mayStart && !isTurnPending && (!needsPlace || hasPlace) }

    private var needsPlace: Bool { framer.bufferedByteCount > Self.shortLineBytesMax }

    private var hasPlace: Bool { if case .held = place { true } else { false } }

    /// Starts the requests that have arrived whole, as far as the limits and the other connections' turns let it.
    private func startRequests() {
        // An answer that comes at once, or a write that empties the socket's queue, leads back here.
        guard !isStarting, !isTurnPending else { return }
        isStarting = true
        // Where others wait already, a newcomer has one line.
        let end = NIODeadline.now() + (turns.isEmpty ? Self.turnTime : .zero)
        var hasMore = true
        repeat {
            guard mayStart else { break }
            if let frame = nextFrame() { start(frame) } else { hasMore = false }
        } while hasMore && NIODeadline.now() < end
        flush()
        isStarting = false
        takeOrLeavePlace(isRestIncomplete: !hasMore)
        // Lines that can't start yet, because answers wait to be read, keep the connection open.
        if !hasMore { closeIfDone() } else if mayStart { waitForTurn() }
    }

    /// Goes on after the other connections had their turn.
    private func waitForTurn() {
        isTurnPending = true
        turns.wait { [self] in
            isTurnPending = false
            resume()
        }
    }

    /// Sees to it that the connection has a place while it holds a long line, and no longer.
    ///
    /// Whole lines that wait for their turn, or for answers to be read, need none.
    private func takeOrLeavePlace(isRestIncomplete: Bool) {
        switch place {
        case .none where needsPlace && isRestIncomplete:
            place = .awaited
            room.take { [self] in
                guard context != nil else { return room.giveBack() }
                place = .held(since: .now())
                framer.expectLongLine()
                resume()
            }
        case .held where !needsPlace && !isReadingLongLine:
            place = .none
            room.giveBack()
        case .none, .awaited, .held: break
        }
    }

    private func nextFrame() -> LineFramer.Frame? {
        hasInputEnded ? framer.finish() : framer.next()
    }

    private func start(_ frame: LineFramer.Frame) {
        switch frame {
        case .tooLong:
            let ticket = answers.enter([], at: .now())
            finish(ticket, with: RPCResponse.failure(.lineTooLong(limit: limits.lineBytesMax)))
        case .line(let line):
            let ticket = answers.enter(line, at: .now())
            if phase == .draining {
                finish(ticket, with: refuse(line, .shuttingDown()))
            } else if line.count > Self.shortLineBytesMax {
                runElsewhere(line, ticket)
            } else {
                run(line, ticket)
            }
        }
    }

    /// Runs a request as a task of its own that never leaves the event loop.
    ///
    /// It starts at once, so requests reach the ledger in the order of their lines, and several of one connection share a
    /// sync. An event loop is no task that could own it; the answer queue is what waits for it.
    private func run(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        let handler = NIOLoopBound(self, eventLoop: loop)
        Task.immediate(executorPreference: executor) { [respond, peer] in
            let answer = await respond(line, peer)
            handler.value.finish(ticket, with: answer)
        }
    }

    /// Reads a long line on another thread, since it takes milliseconds that all other connections would wait.
    ///
    /// Nothing else of this connection starts meanwhile, so its requests still reach the ledger in their order.
    private func runElsewhere(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        isReadingLongLine = true
        let handler = NIOLoopBound(self, eventLoop: loop)
        Task(executorPreference: sideThread) { [loop, respond, peer] in
            let answer = await respond(line, peer)
            loop.execute {
                handler.value.isReadingLongLine = false
                handler.value.finish(ticket, with: answer)
            }
        }
    }

    private func finish(_ ticket: AnswerQueue.Ticket, with answer: [UInt8]?) {
        let ready = answers.answer(ticket, with: answer)
        write(ready)
        resume()
    }

    private func write(_ lines: [[UInt8]]) {
        guard context != nil, phase != .closing else { return }
        for line in lines {
            collected.writeBytes(line)
            collected.writeInteger(UInt8(ascii: "\n"))
        }
        if !isStarting || collected.readableBytes >= Self.collectedBytesMax { flush() }
    }

    private func flush() {
        guard let context, collected.readableBytes > 0 else { return }
        let answers = collected
        collected = ByteBuffer()
        context.writeAndFlush(wrapOutboundOut(answers), promise: nil)
    }

    /// Goes on with what was held back, now that there may be room.
    private func resume() {
        startRequests()
        guard hasHeldRead, mayRead, let context else { return }
        hasHeldRead = false
        context.read()
    }

    /// Gives up what waits for too long, and closes a connection on which nobody was heard.
    private func lookAtClock() {
        let deadline = NIODeadline.now() - .seconds(Int64(limits.requestSeconds))
        let ready = answers.giveUp(waitingSinceBefore: deadline) { [limits, refuse] line in
            refuse(line, .deadlineExceeded(limit: limits.requestSeconds))
        }
        write(ready)
        if case .held(let since) = place, since < deadline, needsPlace, mayStart, !isTurnPending {
            // Somebody who never ends a long line would keep its place for ever. Nothing whole waits here: it could start.
            framer.discardLine()
            let ticket = answers.enter([], at: .now())
            finish(ticket, with: RPCResponse.failure(.deadlineExceeded(limit: limits.requestSeconds)))
        }
        let isIdle = answers.isEmpty && lastHeard < .now() - .seconds(Int64(limits.idleSeconds))
        if isIdle, phase == .open {
            write([RPCResponse.failure(.idleTimeout(limit: limits.idleSeconds))])
            phase = .draining
            // A client that does not even take this is not waited for.
            if context?.channel.isWritable == false { context?.close(promise: nil) }
        }
        resume()
    }

    /// Closes once nothing more can come in and everything has gone out.
    private func closeIfDone() {
        guard hasInputEnded || phase == .draining, answers.isEmpty, let context else { return }
        phase = .closing
        // Writes leave in order, so when this empty one has left, every answer has.
        let flushed = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        flushed.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(channel.allocator.buffer(capacity: 0)), promise: flushed)
    }
}
