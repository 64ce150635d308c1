import JSONRPC
import NIOCore

/// The state machine of one connection: events go in, actions come out.
///
/// A value without I/O and without a clock. After every event, call ``next(at:hasContenders:)`` and perform the action,
/// until it returns nil.
///
/// It asks for input only while few requests are unanswered and few answers unread. A client that does not read, or that
/// sends faster than the disk syncs, waits in the kernel and costs bounded memory.
struct ConnectionState {
    /// Why no further line is run.
    private enum Ending {
        case shuttingDown
        case idle
    }

    private enum Phase {
        case open
        /// The last answer is being written.
        case closing
        case closed
    }

    private enum Input {
        case open
        /// The client ended it; it may still read.
        case ended
        /// The server closed it, so that nothing can arrive unseen before the connection closes.
        case closed
    }

    /// The permit to hold a long line.
    private enum Permit {
        case none
        case requested
        case held(since: NIODeadline)
    }

    /// Longer lines need a permit, and run on the background thread.
    static let shortLineBytesMax = 64 << 10
    /// How much is read at a time.
    static let readBytesMax = 16 << 10
    /// How many bytes of answers a quantum collects before it writes them.
    private static let collectedBytesMax = 32 << 10

    private let limits: ServerLimits
    private var framer: LineFramer
    private var answers = AnswerQueue()
    private var phase = Phase.open
    private var input = Input.open
    /// Once set, lines that were not started are refused; requests under way are still answered.
    private var ending: Ending?
    private var quantum = Quantum()
    private var permit = Permit.none
    /// Whether the client takes its answers: less than the high-water mark of them is unsent.
    private var isWritable = true
    /// Whether the channel has asked to read, and waits for ``Action/read``.
    private var isReadHeld = false
    private var isRunningLongLine = false
    /// The request whose long answer is pending until the one before has left, and that one.
    private var nextLongAnswer: AnswerQueue.Ticket?
    private var longAnswer: AnswerQueue.Ticket?
    private var lastReceived: NIODeadline
    /// Whether the client has got an answer.
    private var hasAnswered = false
    /// The answers that leave with the next write.
    private var collected = ByteBuffer()

    /// A connection that was just accepted.
    init(limits: ServerLimits, at now: NIODeadline) {
        self.limits = limits
        framer = LineFramer(lineBytesMax: limits.lineBytesMax)
        lastReceived = now
    }
}

// MARK: Events

extension ConnectionState {
    /// Bytes have arrived.
    mutating func received(_ bytes: UnsafeRawBufferPointer, at now: NIODeadline) {
        lastReceived = now
        framer.append(bytes)
    }

    /// The client has ended its input.
    mutating func inputEnded() {
        if input == .open { input = .ended }
    }

    /// The server has closed the input, and everything that had arrived was received.
    mutating func inputClosed() {
        if input == .open { input = .closed }
    }

    /// The channel asks to read; ``Action/read`` lets it.
    mutating func readRequested() {
        isReadHeld = true
    }

    /// The number of unsent bytes has crossed the water mark.
    mutating func writabilityChanged(_ isWritable: Bool) {
        self.isWritable = isWritable
    }

    /// A request was answered; nil for a notification, which has no answer.
    mutating func answered(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        collect(answers.answer(ticket, with: bytes))
    }

    /// A line was invalid, or came after the connection began to end.
    mutating func refused(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        quantum.lineRefused()
        answered(ticket, with: bytes)
    }

    /// A line has a long answer, which is pending until ``Action/beginLongAnswer(_:)``; no other line starts before that.
    mutating func longAnswerPending(_ ticket: AnswerQueue.Ticket) {
        nextLongAnswer = ticket
        answers.countDeadline(of: ticket, since: .distantFuture)
    }

    /// A long line was answered, so the next line may start.
    mutating func longLineAnswered(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        isRunningLongLine = false
        answered(ticket, with: bytes)
    }

    /// The run queue has reached the connection.
    mutating func quantumGranted(at now: NIODeadline) {
        quantum.granted(at: now)
    }

    /// The connection may hold a long line.
    mutating func permitGranted(at now: NIODeadline) {
        permit = .held(since: now)
        framer.expectLongLine()
    }

    /// The daemon is shutting down.
    mutating func drain() {
        if ending == nil { ending = .shuttingDown }
    }

    /// The connection is gone.
    ///
    /// Whole lines that had arrived still run, although nobody reads the answers, unless the connection was ending.
    mutating func closed() {
        phase = .closed
        collected.clear()
    }

    /// Some time has passed: requests past their deadline time out, and an idle connection ends.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - refuse: Makes the answer to a line that timed out.
    mutating func checkDeadlines(at now: NIODeadline, _ refuse: (_ line: [UInt8], RPCError) -> [UInt8]?) {
        let timeout = RPCError.deadlineExceeded(limit: limits.requestSeconds)
        let deadline = now - .seconds(Int64(limits.requestSeconds))
        collect(answers.timeOut(waitingSinceBefore: deadline) { refuse($0, timeout) })
        if case .held(let since) = permit, since < deadline, needsPermit, !hasFrame, mayStart {
            // A long line without an end would keep its permit for ever.
            framer.discardLine()
            answered(answers.enter([], at: now), with: RPCResponse.failure(timeout))
        }
        // A pending long answer is no work under way: it waits for a client that does not read.
        let isWorking = answers.count > (nextLongAnswer == nil ? 0 : 1)
        if !isWorking, lastReceived < now - .seconds(Int64(limits.idleSeconds)), ending == nil {
            ending = .idle
            collect([RPCResponse.failure(.idleTimeout(limit: limits.idleSeconds))])
        }
    }

    private mutating func collect(_ lines: [[UInt8]]) {
        guard case .open = phase else { return }
        if !lines.isEmpty { hasAnswered = true }
        for line in lines {
            collected.writeBytes(line)
            collected.writeInteger(UInt8(ascii: "\n"))
        }
    }
}

// MARK: Decisions

extension ConnectionState {
    /// Decides on the next action.
    ///
    /// - Parameters:
    ///   - now: The time, read anew after every line that was run.
    ///   - hasContenders: Whether other connections are in the run queue; if so, a connection that was not queued runs a
    ///     single line.
    /// - Returns: The action; nil if there is nothing to do before the next event.
    mutating func next(at now: NIODeadline, hasContenders: Bool) -> Action? {
        if collected.readableBytes >= Self.collectedBytesMax { return write() }
        quantum.begin(at: now, hasContenders: hasContenders)
        if let ticket = nextLongAnswer, isWritable, longAnswer.map(answers.hasLeft) ?? true {
            (longAnswer, nextLongAnswer) = (ticket, nil)
            answers.countDeadline(of: ticket, since: now)
            return .beginLongAnswer(ticket)
        }
        if quantum.isRunning(at: now), mayStart, let frame = nextFrame() { return start(frame, at: now) }
        let hasFrame = hasFrame
        // One write for the answers of a backlog: each write wakes the client, and costs as much as a short request.
        if collected.readableBytes > 0, !hasFrame || !mayStart { return write() }
        if let action = permitAction(hasFrame: hasFrame) { return action }
        if let action = closing(hasFrame: hasFrame) { return action }
        if hasFrame, mayStart, quantum.yield() { return .awaitQuantum }
        if isReadHeld, mayRead { return readOrYield() }
        quantum.idle(hasLine: hasFrame)
        return nil
    }

    /// Other connections run between two reads of a long line, as between two lines.
    private mutating func readOrYield() -> Action? {
        guard quantum.useForRead() || !isAmidLongLine else { return quantum.yield() ? .awaitQuantum : nil }
        isReadHeld = false
        return .read
    }

    private mutating func write() -> Action {
        defer { collected = ByteBuffer() }
        return .write(collected)
    }

    /// Whether a line has arrived that was not started; at the end of the input its last line needs no newline.
    private var hasFrame: Bool {
        framer.hasNext || input == .ended && framer.bufferedByteCount > 0
    }

    private mutating func nextFrame() -> LineFramer.Frame? {
        input == .ended ? framer.finish() : framer.next()
    }

    private mutating func start(_ frame: LineFramer.Frame, at now: NIODeadline) -> Action {
        quantum.lineStarted()
        switch frame {
        case .tooLong:
            return .refuse([], answers.enter([], at: now), .lineTooLong(limit: limits.lineBytesMax))
        case .line(let line):
            let ticket = answers.enter(line, at: now)
            if let refusal { return .refuse(line, ticket, refusal) }
            guard line.count > Self.shortLineBytesMax else { return .run(line, ticket) }
            isRunningLongLine = true
            return .runInBackground(line, ticket)
        }
    }

    /// The error for lines that are not run any more.
    private var refusal: RPCError? {
        switch ending {
        case .shuttingDown: .shuttingDown()
        case .idle: .idleTimeout(limit: limits.idleSeconds)
        case nil: nil
        }
    }

    /// Acquires the permit for an unfinished long line, and releases it once the line was answered.
    ///
    /// Whole lines that wait for their quantum, or for answers to be read, need none.
    private mutating func permitAction(hasFrame: Bool) -> Action? {
        switch permit {
        case .none where needsPermit && !hasFrame && mayStart && isOpen:
            permit = .requested
            return .acquirePermit
        case .held where !isRunningLongLine && (!needsPermit || !isOpen):
            permit = .none
            return .releasePermit
        case .none, .requested, .held: return nil
        }
    }

    /// Closes the connection once no input and no answer is left.
    private mutating func closing(hasFrame: Bool) -> Action? {
        guard case .open = phase, input != .open || ending != nil else { return nil }
        if ending == .idle, !isWritable {
            // The client does not even read why it is disconnected.
            phase = .closing
            return .abort
        }
        guard !hasFrame, answers.isEmpty else { return nil }
        // A close with unread bytes sends a reset, so a line that has just arrived is read and refused first.
        guard input != .open else { return .closeInput }
        if ending == .shuttingDown, input == .closed, !hasAnswered {
            // A client that has just connected would take a bare end of the stream for an answer without content.
            collect([RPCResponse.failure(.shuttingDown())])
            return write()
        }
        phase = .closing
        return .close
    }

    private var isOpen: Bool { if case .closed = phase { false } else { true } }

    private var mayStart: Bool {
        if case .closing = phase { return false }
        // Requests whose client is gone without having read need not run: a thousand long lists would delay the others.
        return isWritable && !isRunningLongLine && nextLongAnswer == nil && answers.count < limits.unansweredMax
    }

    /// Lines that have arrived start before more is read, so that a flood of short lines stays in the kernel.
    private var mayRead: Bool {
        isOpen && input != .closed && mayStart && !quantum.isQueued && (!needsPermit || hasPermit)
    }

    private var isAmidLongLine: Bool {
        framer.isDiscarding || framer.bufferedByteCount > Self.readBytesMax
    }

    private var needsPermit: Bool { framer.bufferedByteCount > Self.shortLineBytesMax }

    private var hasPermit: Bool { if case .held = permit { true } else { false } }
}
