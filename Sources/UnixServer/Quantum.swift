import NIOCore

/// Whose turn it is on one connection: its own, to start the lines that have arrived, or that of the others.
///
/// A value without I/O and without a clock, which ``ConnectionState`` asks before it starts a line or reads on.
struct Quantum {
    private enum Holder {
        case nobody
        /// The connection, until a time, but not before one line was started.
        case connection(end: NIODeadline, hasStarted: Bool)
        /// The others: lines that have arrived wait.
        case others
    }

    /// How long a connection starts lines before the others have their turn.
    static let time = TimeAmount.microseconds(30)

    private var holder = Holder.nobody
    /// The lines that were started since none was left to start, and whether one of them was refused.
    private var burst = (lineCount: 0, hasRefusal: false)
    /// Whether the last burst took more than one good line does: then the others have their turn before the next one.
    private var owesOne = false
    /// Whether the others had their turn since the connection last read, or had nothing to do.
    private var mayReadOn = false

    /// Takes the turn if it is nobody's and none is owed.
    ///
    /// While others wait for one, it is good for a single line.
    mutating func begin(at now: NIODeadline, othersWait: Bool) {
        guard case .nobody = holder, !owesOne else { return }
        holder = .connection(end: now + (othersWait ? .zero : Self.time), hasStarted: false)
    }

    /// Whether a line may be started.
    func isOwn(at now: NIODeadline) -> Bool {
        guard case .connection(let end, let hasStarted) = holder else { return false }
        return !hasStarted || now < end
    }

    /// Whether the others have their turn.
    var isAwaited: Bool { if case .others = holder { true } else { false } }

    /// A line was started.
    mutating func lineStarted() {
        if case .connection(let end, _) = holder { holder = .connection(end: end, hasStarted: true) }
        burst.lineCount += 1
    }

    /// A line that was started is no request, or is not run any more.
    mutating func lineRefused() {
        burst.hasRefusal = true
    }

    /// Leaves the turn to the others; returns whether that is new, so that the next one has to be waited for.
    mutating func handOver() -> Bool {
        guard !isAwaited else { return false }
        holder = .others
        return true
    }

    /// The others had their turn.
    mutating func came(at now: NIODeadline) {
        holder = .connection(end: now + Self.time, hasStarted: false)
        mayReadOn = true
    }

    /// Uses the turn to read on; false if the others have to have theirs first.
    mutating func takeToReadOn() -> Bool {
        defer { mayReadOn = false }
        return mayReadOn
    }

    /// There is nothing to do before something new comes.
    mutating func rest(hasLine: Bool) {
        if !isAwaited { holder = .nobody }
        mayReadOn = false
        guard !hasLine, burst.lineCount > 0 else { return }
        owesOne = burst.lineCount > 1 || burst.hasRefusal
        burst = (0, false)
    }
}
