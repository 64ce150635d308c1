import JSONRPC
import SocketLoop
@testable import UnixServer

/// A connection's state with a manual clock and a record of the actions that were performed.
final class ConnectionMachine {
    var limits: ServerLimits {
        get { ServerLimits() }
        set { state = ConnectionState(limits: newValue, at: now) }
    }
    var state: ConnectionState
    var now: Moment
    var hasContenders = false
    var isPermitAwaited = false
    var isRoomAwaited = false
    private(set) var written: [String] = []
    private(set) var writeCount = 0
    private(set) var releasedPermitCount = 0
    private(set) var readCount = 0
    private(set) var quantumCount = 0
    private(set) var closeCount = 0

    var isDone: Bool { state.isDone }
    var outputByteCount: Int { state.outputByteCount }
    var awaitsRoom: Bool { state.awaitsRoom }

    init(at now: Moment) {
        self.now = now
        state = ConnectionState(limits: ServerLimits(), at: now)
    }

    func isHelped(by room: Account.Room) -> Bool { state.isHelped(by: room) }

    func receive(_ text: String) {
        let now = now
        Array(text.utf8).withUnsafeBytes { state.received($0, at: now) }
    }

    func step() -> ConnectionState.Action? {
        state.next(at: now, hasContenders: hasContenders)
    }

    func passTime(seconds: Int) {
        now = now.advanced(seconds: seconds)
        state.checkDeadlines(
            at: now,
            isPermitAwaited: isPermitAwaited,
            isRoomAwaited: isRoomAwaited
        ) { _, error in RPCResponse.failure(error) }
    }

    /// Performs every action, answers each line with itself, and returns the lines that were run.
    func runAll() -> [String] {
        var lines: [String] = []
        while let action = step() {
            switch action {
            case .run(let line, let ticket):
                lines.append(String(decoding: line, as: UTF8.self))
                state.answered(ticket, with: line)
            case .write(let answers):
                writeCount += 1
                written += String(decoding: answers, as: UTF8.self).split(separator: "\n").map(String.init)
            case .releasePermit: releasedPermitCount += 1
            case .refuse(_, let ticket, let error): state.answered(ticket, with: RPCResponse.failure(error))
            case .read: readCount += 1
            case .closeInput: state.inputClosed()
            case .close:
                closeCount += 1
                state.closed()
            case .awaitQuantum:
                quantumCount += 1
                state.quantumGranted(at: now)
            default: break
            }
        }
        return lines
    }
}

extension ConnectionState.Action {
    /// The line that runs.
    var line: String? {
        if case .run(let line, _) = self { String(decoding: line, as: UTF8.self) } else { nil }
    }

    var isWrite: Bool {
        if case .write = self { true } else { false }
    }
}
