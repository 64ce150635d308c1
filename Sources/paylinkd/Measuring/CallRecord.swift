import JSONRPC
import Logging
import NIOConcurrencyHelpers
import Storage

/// What became of the calls since the start, and a word in the log where that needs somebody's eye.
final class CallRecord: Sendable {
    private struct State {
        var times = LatencyHistogram()
        var refusals: [String: Int] = [:]
        var refused = Spell(of: 1000, at: .now)
        var unreadable = Spell(of: 1, at: .now)
    }

    private let logger: Logger
    private let state = NIOLockedValueBox(State())

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// The times of the calls, and how many were refused, by kind.
    var contents: (times: LatencyHistogram, refusals: [String: Int]) {
        state.withLockedValue { ($0.times, $0.refusals) }
    }

    /// Takes one call; without a duration if it may have waited for something else than us.
    func note(_ error: RPCError?, after duration: Duration?) {
        let begins = state.withLockedValue { state in
            if let duration { state.times.add(duration) }
            guard let error else { return (refused: false, unreadable: false) }
            state.refusals[error.kind.name, default: 0] += 1
            let isUnreadable = error.kind == .internalError
            return (state.refused.note(at: .now), isUnreadable && state.unreadable.note(at: .now))
        }
        guard let error else { return }
        if begins.refused {
            let metadata: Logger.Metadata = ["last": "\(error.kind.name)"]
            logger.warning("refusing calls by the thousand; paylink status tells which", metadata: metadata)
        }
        if begins.unreadable { logger.error("a call can't be answered", metadata: ["cause": "\(error.message)"]) }
    }

    /// Says what has ended; to be called now and then.
    func lookAgain() {
        let ended = state.withLockedValue { state in
            (refused: state.refused.endIfOver(at: .now), unreadable: state.unreadable.endIfOver(at: .now))
        }
        if let count = ended.refused {
            logger.notice("calls are no longer refused by the thousand", metadata: ["refused": "\(count)"])
        }
        if let count = ended.unreadable {
            logger.notice("for a minute every call could be answered", metadata: ["unanswered": "\(count)"])
        }
    }
}
