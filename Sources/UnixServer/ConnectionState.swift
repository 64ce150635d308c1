import JSONRPC
import NIOCore

/// What one connection is at: events are told to it, and it tells what to do next.
///
/// A value without I/O and without a clock. After every event ask ``next(at:othersWait:)`` again and again, and do what
/// it says, until it has nothing more to say.
///
/// Input is asked for only while few enough requests are unanswered and few enough answers unread, so a client that
/// does not read, or asks faster than the disk syncs, waits in the kernel and costs bounded memory.
struct ConnectionState {
    /// What the connection's shell does.
    enum Action: Equatable {
        /// Answers a line, and tells ``answered(_:with:)`` now or later.
        case run([UInt8], AnswerQueue.Ticket)
        /// Answers a long line on another thread, and tells ``longLineAnswered(_:with:)`` later; no other line starts
        /// until then.
        case runElsewhere([UInt8], AnswerQueue.Ticket)
        /// Begins with the long answer that waits, for which ``answered(_:with:)`` is told later.
        case beginLongAnswer(AnswerQueue.Ticket)
        /// Answers a line with an error, without running it.
        case refuse([UInt8], AnswerQueue.Ticket, RPCError)
        /// Hands answers to the socket.
        case write(ByteBuffer)
        /// Has ``turnCame(at:)`` called once others had their turn.
        case awaitTurn
        /// Has ``placeCame(at:)`` called once there is a place for a long line.
        case awaitPlace
        case givePlaceBack
        /// Asks the socket for more input.
        case read
        /// Closes the connection once everything that was written has left.
        case close
        /// Closes the connection at once.
        case hangUp

        /// Whether a turn may be over once it is done.
        var takesTime: Bool {
            switch self {
            case .run, .refuse: true
            default: false
            }
        }
    }

    /// Why no further line is run.
    private enum Ending {
        case shuttingDown
        case idle
    }

    private enum Phase {
        case open
        /// The last answer is on its way out.
        case closing
        /// The client is gone.
        case closed
    }

    /// Whether the connection may hold a long line.
    private enum Place {
        case none
        case awaited
        case held(since: NIODeadline)
    }

    /// The last look at the socket before the server closes it: who sent a line just then still hears why it is
    /// refused, where a socket that is closed over unread bytes is reset.
    private enum LastLook {
        case none
        case awaited(turnCount: Int)
        case taken
    }

    /// Longer lines need a place, and are answered on another thread.
    static let shortLineBytesMax = 64 << 10
    /// How much is read at a time.
    static let readBytesMax = 16 << 10
    /// How many turns a look at the socket takes: the first may come ahead of a socket that has just been asked to read.
    private static let lookTurnCount = 2
    /// How much of its answers a turn collects before it writes them.
    private static let collectedBytesMax = 32 << 10

    private let limits: ServerLimits
    private var framer: LineFramer
    private var answers = AnswerQueue()
    private var phase = Phase.open
    /// Once there is one, lines that were not started are refused, and what is under way is still answered.
    private var ending: Ending?
    private var turn = Quantum()
    private var place = Place.none
    private var lastLook = LastLook.none
    /// Whether the client has ended its input; it may still read.
    private var hasInputEnded = false
    /// Whether the client reads its answers, as far as is known.
    private var isReadingAnswers = true
    /// Whether the socket waits to be asked for more input.
    private var isReadHeld = false
    private var isReadingLongLine = false
    /// The request with a long answer that waits for the one before to leave, and that one.
    private var nextLongAnswer: AnswerQueue.Ticket?
    private var longAnswer: AnswerQueue.Ticket?
    private var lastHeard: NIODeadline
    /// The answers that leave together with the next write.
    private var collected = ByteBuffer()

    /// A connection that was just made.
    init(limits: ServerLimits, at now: NIODeadline) {
        self.limits = limits
        framer = LineFramer(lineBytesMax: limits.lineBytesMax)
        lastHeard = now
    }
}

// MARK: Events

extension ConnectionState {
    /// Bytes have arrived.
    mutating func received(_ bytes: UnsafeRawBufferPointer, at now: NIODeadline) {
        lastHeard = now
        lastLook = .none
        framer.append(bytes)
    }

    /// The client has ended its input.
    mutating func inputEnded() {
        hasInputEnded = true
    }

    /// The socket would read, and waits for ``Action/read``.
    mutating func readWanted() {
        isReadHeld = true
    }

    /// The client takes its answers again, or no longer.
    mutating func answersAreRead(_ areRead: Bool) {
        isReadingAnswers = areRead
    }

    /// A request was answered; nil for one that has no answer.
    mutating func answered(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        collect(answers.answer(ticket, with: bytes))
    }

    /// A line was no request, or is not run any more.
    mutating func refused(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        turn.lineRefused()
        answered(ticket, with: bytes)
    }

    /// A line that was run has a long answer, which waits for ``Action/beginLongAnswer(_:)``; no other line starts until
    /// then.
    mutating func longAnswerWaits(_ ticket: AnswerQueue.Ticket) {
        nextLongAnswer = ticket
        answers.wait(ticket)
    }

    /// A long line was answered, so the next one may start.
    mutating func longLineAnswered(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        isReadingLongLine = false
        answered(ticket, with: bytes)
    }

    /// The others had their turn.
    mutating func turnCame(at now: NIODeadline) {
        turn.came(at: now)
        if case .awaited(let count) = lastLook { lastLook = count > 1 ? .awaited(turnCount: count - 1) : .taken }
    }

    /// The connection may hold a long line from now on.
    mutating func placeCame(at now: NIODeadline) {
        place = .held(since: now)
        framer.expectLongLine()
    }

    /// The daemon is ending.
    mutating func drain() {
        if ending == nil { ending = .shuttingDown }
    }

    /// The connection is gone; what has arrived whole still happens, although nobody waits for the answers, unless the
    /// connection was ending.
    mutating func closed() {
        phase = .closed
        collected.clear()
    }

    /// Some time has passed: what waits for too long is given up, and a connection on which nobody was heard ends.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - refuse: Makes the answer to a line that is given up.
    mutating func lookedAtClock(_ now: NIODeadline, _ refuse: (_ line: [UInt8], RPCError) -> [UInt8]?) {
        let overdue = RPCError.deadlineExceeded(limit: limits.requestSeconds)
        let deadline = now - .seconds(Int64(limits.requestSeconds))
        collect(answers.giveUp(waitingSinceBefore: deadline) { refuse($0, overdue) })
        if case .held(let since) = place, since < deadline, needsPlace, !hasFrame, mayStart {
            // Somebody who never ends a long line would keep its place for ever.
            framer.discardLine()
            answered(answers.enter([], at: now), with: RPCResponse.failure(overdue))
        }
        // A long answer that has not begun is nothing under way: its client does not read.
        let isAtWork = answers.count > (nextLongAnswer == nil ? 0 : 1)
        if !isAtWork, lastHeard < now - .seconds(Int64(limits.idleSeconds)), ending == nil {
            ending = .idle
            collect([RPCResponse.failure(.idleTimeout(limit: limits.idleSeconds))])
        }
    }

    private mutating func collect(_ lines: [[UInt8]]) {
        guard case .open = phase else { return }
        for line in lines {
            collected.writeBytes(line)
            collected.writeInteger(UInt8(ascii: "\n"))
        }
    }
}

// MARK: Decisions

extension ConnectionState {
    /// Tells what to do now.
    ///
    /// - Parameters:
    ///   - now: The time, anew after every line that was run.
    ///   - othersWait: Whether other connections wait for a turn; then this one, unless it waited too, has a single line.
    /// - Returns: One thing to do; nil if there is nothing more before the next event.
    mutating func next(at now: NIODeadline, othersWait: Bool) -> Action? {
        if collected.readableBytes >= Self.collectedBytesMax { return write() }
        turn.begin(at: now, othersWait: othersWait)
        if let ticket = nextLongAnswer, isReadingAnswers, longAnswer.map(answers.hasLeft) ?? true {
            (longAnswer, nextLongAnswer) = (ticket, nil)
            answers.wait(ticket, since: now)
            return .beginLongAnswer(ticket)
        }
        if turn.isOwn(at: now), mayStart, let frame = nextFrame() { return start(frame, at: now) }
        let hasFrame = hasFrame
        // The answers of a backlog leave together: each write wakes the client, and costs as much as a short request.
        if collected.readableBytes > 0, !hasFrame || !mayStart { return write() }
        if let action = placeAction(hasFrame: hasFrame) { return action }
        if let action = closing(hasFrame: hasFrame) { return action }
        if hasFrame, mayStart, turn.handOver() { return .awaitTurn }
        if isReadHeld, mayRead { return readOrAwaitTurn() }
        turn.rest(hasLine: hasFrame)
        return nil
    }

    /// Between two reads of a long line others have their turn, as between two lines.
    private mutating func readOrAwaitTurn() -> Action? {
        guard turn.takeToReadOn() || !isAmidLongLine else { return turn.handOver() ? .awaitTurn : nil }
        isReadHeld = false
        return .read
    }

    private mutating func write() -> Action {
        defer { collected = ByteBuffer() }
        return .write(collected)
    }

    /// Whether lines have arrived that were not started.
    private var hasFrame: Bool {
        framer.hasNext || hasInputEnded && framer.bufferedByteCount > 0
    }

    private mutating func nextFrame() -> LineFramer.Frame? {
        hasInputEnded ? framer.finish() : framer.next()
    }

    private mutating func start(_ frame: LineFramer.Frame, at now: NIODeadline) -> Action {
        turn.lineStarted()
        switch frame {
        case .tooLong:
            return .refuse([], answers.enter([], at: now), .lineTooLong(limit: limits.lineBytesMax))
        case .line(let line):
            let ticket = answers.enter(line, at: now)
            if let refusal { return .refuse(line, ticket, refusal) }
            guard line.count > Self.shortLineBytesMax else { return .run(line, ticket) }
            isReadingLongLine = true
            return .runElsewhere(line, ticket)
        }
    }

    /// Why lines are not run any more.
    private var refusal: RPCError? {
        switch ending {
        case .shuttingDown: .shuttingDown()
        case .idle: .idleTimeout(limit: limits.idleSeconds)
        case nil: nil
        }
    }

    /// Sees to it that the connection has a place while it holds a long line, and no longer.
    ///
    /// Whole lines that wait for their turn, or for answers to be read, need none.
    private mutating func placeAction(hasFrame: Bool) -> Action? {
        switch place {
        case .none where needsPlace && !hasFrame && mayStart && isOpen:
            place = .awaited
            return .awaitPlace
        case .held where !isReadingLongLine && (!needsPlace || !isOpen):
            place = .none
            return .givePlaceBack
        case .none, .awaited, .held: return nil
        }
    }

    /// Closes once nothing more can come in and everything has gone out.
    private mutating func closing(hasFrame: Bool) -> Action? {
        guard case .open = phase, hasInputEnded || ending != nil else { return nil }
        if ending == .idle, !isReadingAnswers {
            // Who does not even take the news is not waited for.
            phase = .closing
            return .hangUp
        }
        guard !hasFrame, answers.isEmpty else { return nil }
        return hasInputEnded ? close() : closeAfterLastLook()
    }

    private mutating func closeAfterLastLook() -> Action? {
        switch lastLook {
        case .none where isReadHeld && mayRead, .taken where isReadHeld && mayRead:
            // The socket may ask to be read only after the look had begun: what it holds was not seen then.
            isReadHeld = false
            lastLook = .none
            return .read
        case .none:
            lastLook = .awaited(turnCount: Self.lookTurnCount)
            return turn.handOver() ? .awaitTurn : nil
        case .awaited: return turn.handOver() ? .awaitTurn : nil
        case .taken: return close()
        }
    }

    private mutating func close() -> Action {
        phase = .closing
        return .close
    }

    private var isOpen: Bool { if case .closed = phase { false } else { true } }

    private var mayStart: Bool {
        if case .closing = phase { return false }
        // Who asked without reading and is gone has no right to the rest: a thousand long lists would cost the others.
        return isReadingAnswers && !isReadingLongLine && nextLongAnswer == nil && answers.count < limits.unansweredMax
    }

    /// What has arrived is started before more is read, so that a flood of short lines stays in the kernel.
    private var mayRead: Bool { isOpen && mayStart && !turn.isAwaited && (!needsPlace || hasPlace) }

    private var isAmidLongLine: Bool {
        framer.isDiscarding || framer.bufferedByteCount > Self.readBytesMax
    }

    private var needsPlace: Bool { framer.bufferedByteCount > Self.shortLineBytesMax }

    private var hasPlace: Bool { if case .held = place { true } else { false } }
}
