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

    /// Longer lines are read on another thread.
    private static let shortLineBytesMax = 64 << 10
    /// How long a connection that asks without end waits for its next turn.
    private static let pause = TimeAmount.microseconds(50)

    private let peer: PeerCredentials
    private let respond: LineResponder
    private let refuse: LineRefuser
    private let executor: EventLoopExecutor
    private let sideThread: SideThread
    private let limits: ServerLimits
    private var framer: LineFramer
    private var answers = AnswerQueue()
    private var phase = Phase.open
    /// Whether the client has ended its input; it may still read.
    private var hasInputEnded = false
    private var context: ChannelHandlerContext?
    private var hasHeldRead = false
    private var isStartPending = false
    private var isStarting = false
    /// Whether a long line is being read on another thread; the next one starts after it.
    private var isReadingLongLine = false
    private var lastHeard = NIODeadline.now()
    private var watch: RepeatedTask?

    init(
        peer: PeerCredentials,
        limits: ServerLimits,
        executor: EventLoopExecutor,
        sideThread: SideThread,
        respond: @escaping LineResponder,
        refuse: @escaping LineRefuser
    ) {
        self.peer = peer
        self.limits = limits
        self.executor = executor
        self.sideThread = sideThread
        self.respond = respond
        self.refuse = refuse
        framer = LineFramer(lineBytesMax: limits.lineBytesMax)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let period = TimeAmount.milliseconds(Int64(min(limits.requestSeconds, limits.idleSeconds)) * 250)
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleRepeatedTask(initialDelay: period, delay: period) { _ in
            handler.value.lookAtClock()
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        watch?.cancel()
        watch = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = .now()
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { unsafe framer.append($0) }
        startRequests()
    }

    func read(context: ChannelHandlerContext) {
        guard mayStart else {
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
        resume()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A peer that is gone needs no answer; what it asked for still happens, and is in the journal.
        context.close(promise: nil)
    }

    private var mayStart: Bool {
        guard let context, phase != .closing, !isReadingLongLine else { return false }
        return answers.count < limits.unansweredMax && context.channel.isWritable
    }

    /// Starts every request that has arrived whole, as far as the limits let it.
    private func startRequests() {
        // An answer that comes at once, or a write that empties the socket's queue, leads back here.
        guard !isStarting else { return }
        isStarting = true
        defer { isStarting = false }
        var startedCount = 0
        while mayStart {
            // A flood of short lines must not keep the others waiting.
            guard startedCount < limits.unansweredMax else { return startRequestsLater() }
            startedCount += 1
            // Lines that can't start yet, because answers wait to be read, keep the connection open.
            guard let frame = nextFrame() else { return closeIfDone() }
            start(frame)
        }
    }

    /// Goes on after the other connections had their turn.
    private func startRequestsLater() {
        guard let context, !isStartPending else { return }
        isStartPending = true
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: Self.pause) {
            handler.value.isStartPending = false
            handler.value.resume()
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
        guard let context else { return }
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        Task.immediate(executorPreference: executor) { [respond, peer] in
            let answer = await respond(line, peer)
            handler.value.finish(ticket, with: answer)
        }
    }

    /// Reads a long line on another thread, since it takes milliseconds that all other connections would wait.
    ///
    /// Nothing else of this connection starts meanwhile, so its requests still reach the ledger in their order.
    private func runElsewhere(_ line: [UInt8], _ ticket: AnswerQueue.Ticket) {
        guard let context else { return }
        isReadingLongLine = true
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        Task(executorPreference: sideThread) { [respond, peer] in
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
        guard let context, !lines.isEmpty, phase != .closing else { return }
        var buffer = context.channel.allocator.buffer(capacity: lines.reduce(0) { $0 + $1.count + 1 })
        for line in lines {
            buffer.writeBytes(line)
            buffer.writeInteger(UInt8(ascii: "\n"))
        }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    /// Goes on with what was held back, now that there may be room.
    private func resume() {
        startRequests()
        guard hasHeldRead, mayStart, let context else { return }
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
