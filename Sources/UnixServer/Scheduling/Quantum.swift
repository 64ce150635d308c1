import SocketLoop

/// How long one connection may start lines before it has to wait for a round of the others.
///
/// A value without I/O and without a clock, which ``ConnectionState`` asks before it starts a line or reads on.
struct Quantum {
    private enum State {
        case idle
        /// The connection starts lines until `end`, and at least one.
        case running(end: Moment, hasStarted: Bool)
        /// The connection is in the run queue.
        case queued
    }

    /// How long a connection starts lines while others are queued.
    static let nanoseconds: Int64 = 30_000

    private var state = State.idle
    /// The lines started since the connection last had none left, and whether one of them was refused.
    private var burst = (lineCount: 0, hasRefusal: false)
    /// True after a burst of several lines or an invalid one: the next line waits for one round of the other connections.
    private var hasPenalty = false
    /// Whether the connection was queued since it last read, or had nothing to do.
    private var mayReadOn = false

    /// Starts a quantum if none runs and there is no penalty.
    ///
    /// With contenders it ends after a single line.
    mutating func begin(at now: Moment, hasContenders: Bool) {
        guard case .idle = state, !hasPenalty else { return }
        state = .running(end: now.advanced(nanoseconds: hasContenders ? 0 : Self.nanoseconds), hasStarted: false)
    }

    /// Whether a line may be started.
    func isRunning(at now: Moment) -> Bool {
        guard case .running(let end, let hasStarted) = state else { return false }
        return !hasStarted || now < end
    }

    /// Whether the connection is in the run queue.
    var isQueued: Bool { if case .queued = state { true } else { false } }

    /// A line was started.
    mutating func lineStarted() {
        if case .running(let end, _) = state { state = .running(end: end, hasStarted: true) }
        burst.lineCount += 1
    }

    /// A line that was started is invalid, or came after the connection began to end.
    mutating func lineRefused() {
        burst.hasRefusal = true
    }

    /// Gives up the rest of the quantum; returns false if the connection is in the run queue already.
    mutating func yield() -> Bool {
        guard !isQueued else { return false }
        state = .queued
        return true
    }

    /// The run queue has reached the connection.
    mutating func granted(at now: Moment) {
        state = .running(end: now.advanced(nanoseconds: Self.nanoseconds), hasStarted: false)
        mayReadOn = true
    }

    /// Uses the quantum for one more read of a long line; false if the connection has to be queued before.
    mutating func useForRead() -> Bool {
        defer { mayReadOn = false }
        return mayReadOn
    }

    /// There is nothing to do before the next event.
    mutating func idle(hasLine: Bool) {
        if !isQueued { state = .idle }
        mayReadOn = false
        guard !hasLine, burst.lineCount > 0 else { return }
        hasPenalty = burst.lineCount > 1 || burst.hasRefusal
        burst = (0, false)
    }
}
