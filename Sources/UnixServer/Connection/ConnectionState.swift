import JSONRPC
import SocketLoop

/// The state machine of one connection: events go in, actions come out.
///
/// A value without I/O and without a clock, which is never copied. After every event, call ``next(at:hasContenders:)`` and
/// perform the action, until it returns nil.
///
/// It asks for input only while few requests are unanswered and few answers unread. A client that does not read, or that
/// sends faster than the disk syncs, waits in the kernel and costs bounded memory. Every state is left within a time:
/// requests under way have `requestSeconds`, and a connection that neither sends nor takes anything has `idleSeconds`.
struct ConnectionState: ~Copyable {
    /// Why no further line is run.
    private enum Ending {
        case shuttingDown
        case idle
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
        case held(since: Moment)
    }

    /// A request whose long answer has not begun.
    private typealias PendingAnswer = (ticket: AnswerQueue.Ticket, traits: CallTraits)

    /// Longer lines need a permit, and run on the background thread.
    static let shortLineBytesMax = 64 << 10
    /// How much is read at a time.
    static let readBytesMax = 16 << 10
    /// How many bytes of answers may be unsent when the next line starts.
    private static let unsentBytesLow = 64 << 10
    /// How many bytes of answers a quantum collects before it writes them.
    private static let collectedBytesMax = 32 << 10
    /// How fast a long line has to arrive while others wait for its permit, after the first second.
    private static let longLineBytesPerSecond: Int64 = 64 << 10

    private let limits: ServerLimits
    private var framer: LineFramer
    private var answers = AnswerQueue()
    /// Whether the client is still there; if not, or once everything was said, what is left is work under way.
    private(set) var isOpen = true
    private var input = Input.open
    /// Once set, lines that were not started are refused; requests under way are still answered.
    private var ending: Ending?
    private var quantum = Quantum()
    private var permit = Permit.none
    /// The bytes of answers that the client has not taken.
    private var unsentByteCount = 0
    /// Since when the account has had no room for what is next of this connection; nil if it has.
    private var throttledSince: Moment?
    /// What the account has room for.
    private var room = Account.Room()
    /// Whether the socket has input, which waits for ``Action/read``.
    private(set) var isReadHeld = false
    /// The request on the background thread; no other line starts before it was answered.
    private var alone: AnswerQueue.Ticket?
    /// Since when a line is arriving that is longer than one read.
    private var partialSince: Moment?
    /// The request whose long answer is pending until there is room for it and the one before has left; and that one.
    private var nextLongAnswer: PendingAnswer?
    private var longAnswer: AnswerQueue.Ticket?
    /// When the client last sent something or took something.
    private var lastMoved: Moment
    /// Whether the client has got an answer.
    private var hasAnswered = false
    /// The answers that leave with the next write, and the writes before that one: a long answer is not copied into it.
    private var collected: [UInt8] = []
    private var writes: [[UInt8]] = []
    /// Whether the last read was filled, so that more is likely to be there.
    private var wasReadFilled = false
    /// How many lines of a client that is gone may still start.
    private var lineCountLeft = Int.max

    /// A connection that was just accepted.
    init(limits: ServerLimits, at now: Moment) {
        self.limits = limits
        framer = LineFramer(lineBytesMax: limits.lineBytesMax)
        lastMoved = now
    }
}

// MARK: Events

extension ConnectionState {
    /// The socket has input; ``Action/read`` asks for it.
    mutating func inputArrived() {
        isReadHeld = true
    }

    /// Bytes were read.
    mutating func received(_ bytes: UnsafeRawBufferPointer, at now: Moment) {
        lastMoved = now
        wasReadFilled = bytes.count >= Self.readBytesMax
        framer.append(bytes)
        if partialSince == nil, isAmidLongLine, !framer.hasNext { partialSince = now }
    }

    /// The client has ended its input.
    mutating func inputEnded() {
        if input == .open { input = .ended }
    }

    /// The server has closed the input, and everything that had arrived was received.
    mutating func inputClosed() {
        if input == .open { input = .closed }
    }

    /// How many requests have no answer that has left.
    var unansweredCount: Int { answers.count }

    /// The client has taken answers, or has not taken all of them.
    mutating func unsentChanged(to byteCount: Int, at now: Moment) {
        if byteCount < unsentByteCount { lastMoved = now }
        unsentByteCount = byteCount
    }

    /// The account has room for more of this user, or has none.
    mutating func roomChanged(to room: Account.Room, at now: Moment) {
        self.room = room
        let hasRoom = nextLongAnswer.map { !isUnhindered($0) || isHelped(by: room) } ?? room.toStart
        throttledSince = hasRoom ? nil : throttledSince ?? now
    }

    /// A request was answered; nil for a notification, which has no answer.
    mutating func answered(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        if ticket == alone { alone = nil }
        collect(answers.answer(ticket, with: bytes))
    }

    /// A line was invalid, or came after the connection began to end.
    mutating func refused(_ ticket: AnswerQueue.Ticket, with bytes: [UInt8]?) {
        quantum.lineRefused()
        answered(ticket, with: bytes)
    }

    /// A line has begun, and so much room is kept for its answer.
    mutating func keepsRoom(_ ticket: AnswerQueue.Ticket, _ room: Int) {
        guard room != LineReply.ordinaryRoom else { return }
        answers.change(ticket) { $0.room = room }
    }

    /// A line has a long answer, which is pending until ``Action/beginLongAnswer(_:)``; no other line starts before that.
    mutating func longAnswerPending(_ ticket: AnswerQueue.Ticket, _ traits: CallTraits) {
        nextLongAnswer = (ticket, traits)
        answers.change(ticket) { waiting in
            waiting.room = 0
            // Nothing has begun, so the outcome is known.
            waiting.onlyReads = true
            waiting.since = .distantFuture
        }
    }

    /// Whether a long answer has not begun.
    var isLongAnswerPending: Bool { nextLongAnswer != nil }

    /// A line runs on the background thread; no other line starts before it was answered.
    mutating func runsAlone(_ ticket: AnswerQueue.Ticket) {
        alone = ticket
    }

    /// The run queue has reached the connection.
    mutating func quantumGranted(at now: Moment) {
        quantum.granted(at: now)
    }

    /// The connection may hold a long line.
    mutating func permitGranted(at now: Moment) {
        permit = .held(since: now)
        partialSince = now
        framer.expectLongLine()
    }

    /// The daemon is shutting down.
    mutating func drain() {
        if ending == nil { ending = .shuttingDown }
    }

    /// The connection is gone.
    ///
    /// Its answers and pending reads are dropped. Whole lines that had arrived still run, but no more than may be
    /// unanswered, and none if the connection was ending or its answers were not read.
    mutating func closed() {
        guard isOpen else { return }
        let runsRest = ending == nil && isWritable
        isOpen = false
        if input == .open { input = .closed }
        if case .requested = permit { permit = .none }
        (writes, collected) = ([], [])
        unsentByteCount = 0
        lineCountLeft = runsRest ? limits.unansweredMax : 0
        if !runsRest { framer.discardLine() }
        guard let next = nextLongAnswer else { return }
        nextLongAnswer = nil
        answered(next.ticket, with: nil)
    }

    /// Some time has passed: what is past its deadline ends.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - isPermitAwaited: Whether another connection waits for a permit to hold a long line.
    ///   - isRoomAwaited: Whether a connection of the same user waits for room: who takes nothing then gives it up soon.
    ///   - refuse: Makes the answer to a line that is refused.
    mutating func checkDeadlines(
        at now: Moment,
        isPermitAwaited: Bool,
        isRoomAwaited: Bool,
        _ refuse: (_ line: [UInt8], RPCError) -> [UInt8]?
    ) {
        let deadline = now.advanced(seconds: -limits.requestSeconds)
        let limit = limits.requestSeconds
        abandon(waitingSinceBefore: deadline, as: { .overdue($0, limit: limit) }, refuse)
        endSlowLine(at: now, deadline, isPermitAwaited, refuse)
        if let throttledSince, throttledSince < deadline { refuseWhatWaits(at: now, refuse) }
        // A pending long answer is no work under way: it waits for a client that does not read.
        let isWorking = answers.count > (nextLongAnswer == nil ? 0 : 1)
        let holdsRoom = isRoomAwaited && unsentByteCount > Self.unsentBytesLow
        let patience = holdsRoom ? min(limits.idleSeconds, max(1, limits.requestSeconds / 3)) : limits.idleSeconds
        let isIdle = !isWorking && lastMoved < now.advanced(seconds: -patience)
        guard isOpen, isIdle, ending != .idle else { return }
        ending = .idle
        if let line = refuse([], .idleTimeout(limit: limits.idleSeconds)) { collect([line]) }
    }

    /// The time for the drain is over: answers every request that is under way.
    mutating func giveUp(_ refuse: (_ line: [UInt8], RPCError) -> [UInt8]?) {
        let limit = limits.drainSeconds
        abandon(
            waitingSinceBefore: .distantFuture.advanced(nanoseconds: 1),
            as: { $0.onlyReads ? .shuttingDown() : .deadlineExceeded(limit: limit) },
            refuse
        )
    }

    private mutating func abandon(
        waitingSinceBefore moment: Moment,
        as error: (AnswerQueue.Waiting) -> RPCError,
        _ refuse: (_ line: [UInt8], RPCError) -> [UInt8]?
    ) {
        collect(answers.abandon(waitingSinceBefore: moment) { refuse($0.line, error($0)) })
    }

    /// A long line that does not end, or trickles while others wait for its permit, gives up what it holds.
    private mutating func endSlowLine(
        at now: Moment,
        _ deadline: Moment,
        _ isPermitAwaited: Bool,
        _ refuse: (_ line: [UInt8], RPCError) -> [UInt8]?
    ) {
        guard let partialSince, isOpen, !hasFrame, isFree else { return }
        var deadline = deadline
        // The wait for a permit is not the client's fault, but has an end.
        if case .requested = permit { deadline = deadline.advanced(seconds: -limits.requestSeconds) }
        guard partialSince < deadline || isPermitAwaited && isSlow(at: now) else { return }
        self.partialSince = nil
        framer.discardLine()
        let ticket = answers.enter([], at: now)
        answered(ticket, with: refuse([], .lineTooSlow(limit: limits.requestSeconds)))
    }

    /// Whether the line that holds a permit arrives slower than it has to.
    private func isSlow(at now: Moment) -> Bool {
        guard case .held(let since) = permit else { return false }
        let seconds = now.nanoseconds(since: since) / 1_000_000_000
        return seconds > 1 && Int64(framer.bufferedByteCount) < (seconds - 1) * Self.longLineBytesPerSecond
    }

    /// The user's other connections hold all that one may hold, and have not given anything back for too long.
    private mutating func refuseWhatWaits(at now: Moment, _ refuse: (_ line: [UInt8], RPCError) -> [UInt8]?) {
        if let next = nextLongAnswer {
            nextLongAnswer = nil
            let line = answers.waiting(next.ticket)?.line ?? []
            throttledSince = nil
            return answered(next.ticket, with: refuse(line, .tooMuchHeld(limit: limits.heldBytesPerUserMax)))
        }
        while answers.count < limits.unansweredMax, let frame = nextFrame() {
            guard case .line(let line) = frame else { continue }
            answered(answers.enter(line, at: now), with: refuse(line, .tooMuchHeld(limit: limits.heldBytesPerUserMax)))
        }
        throttledSince = now
    }

    private mutating func collect(_ lines: [[UInt8]]) {
        guard isOpen else { return }
        if !lines.isEmpty { hasAnswered = true }
        for line in lines {
            if line.count < Self.collectedBytesMax {
                collected += line
            } else {
                if !collected.isEmpty { writes.append(collected) }
                writes.append(line)
                collected = []
            }
            collected.append(UInt8(ascii: "\n"))
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
    mutating func next(at now: Moment, hasContenders: Bool) -> Action? {
        if !writes.isEmpty { return .write(writes.removeFirst()) }
        if collected.count >= Self.collectedBytesMax { return write() }
        quantum.begin(at: now, hasContenders: hasContenders)
        if let next = nextLongAnswer, isUnhindered(next), isHelped(by: room) { return begin(next, at: now) }
        if quantum.isRunning(at: now), mayStart, let frame = nextFrame() { return start(frame, at: now) }
        let hasFrame = hasFrame
        // One write for the answers of a backlog: each write wakes the client, and costs as much as a short request.
        if !collected.isEmpty, !hasFrame || !mayStart { return write() }
        if let action = permitAction(hasFrame: hasFrame) { return action }
        if let action = closing(hasFrame: hasFrame) { return action }
        if hasFrame, mayStart, quantum.yield() { return .awaitQuantum }
        if isReadHeld, mayRead { return readOrYield() }
        quantum.idle(hasLine: hasFrame)
        return nil
    }

    /// Whether nothing is left of the connection, not even work under way.
    var isDone: Bool { !isOpen && !hasFrame && answers.isDone }

    /// Whether something waits for room in the account.
    var awaitsRoom: Bool {
        !isHelped(by: room) && (hasFrame || nextLongAnswer != nil || isReadHeld)
    }

    /// Whether the connection can go on with this room.
    func isHelped(by room: Account.Room) -> Bool {
        nextLongAnswer.map { $0.traits.room <= room.longestList } ?? (room.toStart && room.toRead)
    }

    /// Whether nothing of the connection itself keeps a long answer from beginning.
    private func isUnhindered(_ next: PendingAnswer) -> Bool {
        isWritable && longAnswer.map(answers.hasLeft) ?? true
    }

    private mutating func begin(_ next: PendingAnswer, at now: Moment) -> Action {
        (longAnswer, nextLongAnswer) = (next.ticket, nil)
        if next.traits.isSlow { alone = next.ticket }
        answers.change(next.ticket) { waiting in
            waiting.room = next.traits.room
            waiting.onlyReads = next.traits.onlyReads
            waiting.since = now
        }
        return .beginLongAnswer(next.ticket)
    }

    /// The bytes of input that did not start.
    var inputByteCount: Int { framer.bufferedByteCount }

    /// The bytes of requests under way and of answers, without those that were handed to the socket.
    var outputByteCount: Int { writes.reduce(answers.byteCount + collected.count) { $0 + $1.count } }

    /// Whether more of what a client that is gone has sent may be read.
    var mayReadRest: Bool {
        input == .open && ending == nil && room.toRead && isWritable
            && framer.bufferedByteCount < Self.shortLineBytesMax
    }

    /// Other connections run between two reads of a long line as between two lines, and of a flood of blank ones.
    private mutating func readOrYield() -> Action? {
        guard quantum.useForRead() || !isAmidLongLine && !wasReadFilled else {
            return quantum.yield() ? .awaitQuantum : nil
        }
        isReadHeld = false
        return .read
    }

    private mutating func write() -> Action {
        defer { collected = [] }
        return .write(collected)
    }

    /// Whether a line has arrived that was not started.
    private var hasFrame: Bool {
        framer.hasNext || needsNoNewline && framer.bufferedByteCount > 0
    }

    private mutating func nextFrame() -> LineFramer.Frame? {
        needsNoNewline ? framer.finish() : framer.next()
    }

    /// Whether the last line counts without a newline: at the end of the input, and in a drain, where it is refused.
    ///
    /// A client may end its input in the very moment in which the server closes it, and then nobody sees that it did.
    private var needsNoNewline: Bool { input == .ended || input == .closed && ending == .shuttingDown }

    private mutating func start(_ frame: LineFramer.Frame, at now: Moment) -> Action {
        quantum.lineStarted()
        partialSince = nil
        lineCountLeft -= 1
        if lineCountLeft == 0 { framer.discardLine() }
        switch frame {
        case .tooLong:
            return .refuse([], answers.enter([], at: now), .lineTooLong(limit: limits.lineBytesMax))
        case .line(let line):
            let ticket = answers.enter(line, at: now)
            if let refusal { return .refuse(line, ticket, refusal) }
            guard line.count > Self.shortLineBytesMax else { return .run(line, ticket) }
            alone = ticket
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
        case .held where alone == nil && (!needsPermit || !isOpen):
            permit = .none
            return .releasePermit
        case .none, .requested, .held: return nil
        }
    }

    /// Closes the connection once no input and no answer is left.
    private mutating func closing(hasFrame: Bool) -> Action? {
        guard isOpen, input != .open || ending != nil else { return nil }
        // The client does not even read why it is disconnected.
        if ending == .idle, unsentByteCount > 0 { return close() }
        guard !hasFrame, answers.isEmpty else { return nil }
        // A close with unread bytes sends a reset, so a line that has just arrived is read and refused first.
        guard input != .open else { return .closeInput }
        if ending == .shuttingDown, input == .closed, !hasAnswered {
            // A client that has just connected would take a bare end of the stream for an answer without content.
            collect([RPCResponse.failure(.shuttingDown())])
            return write()
        }
        return unsentByteCount == 0 ? close() : nil
    }

    private mutating func close() -> Action {
        closed()
        return .close
    }

    /// Whether few answers are unread: less than the low mark, or what is configured.
    private var isWritable: Bool { unsentByteCount < min(Self.unsentBytesLow, limits.unsentBytesMax) }

    /// Whether nothing of the connection itself keeps the next line from starting.
    private var isFree: Bool {
        // Answers that are ready count as unread while an earlier one holds them up.
        isWritable && alone == nil && nextLongAnswer == nil && answers.count < limits.unansweredMax
            && answers.answeredByteCount < limits.unsentBytesMax
    }

    /// A line that holds a permit has its room already, and nobody gets the answers to those of a client that is gone.
    private var mayStart: Bool { isFree && (room.toStart || hasPermit || !isOpen) }

    /// Lines that have arrived start before more is read, so that a flood of short lines stays in the kernel.
    ///
    /// Without room one read is still taken: a line that can't start has to be told so.
    private var mayRead: Bool {
        isOpen && input == .open && isFree && !hasFrame && !quantum.isQueued && (!needsPermit || hasPermit)
            && (room.toRead || hasPermit || framer.bufferedByteCount < Self.readBytesMax)
    }

    private var isAmidLongLine: Bool {
        framer.isDiscarding || framer.bufferedByteCount > Self.readBytesMax
    }

    private var needsPermit: Bool { framer.bufferedByteCount > Self.shortLineBytesMax }

    private var hasPermit: Bool { if case .held = permit { true } else { false } }
}
