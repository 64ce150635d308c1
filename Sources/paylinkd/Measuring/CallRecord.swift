import JSONRPC
import LinkService
import Logging
import NIOConcurrencyHelpers
import Storage

/// What became of the calls since the start, and a word in the log where that needs somebody's eye.
final class CallRecord: Sendable {
    private struct State {
        var times = LatencyHistogram()
        var refusals: [String: Int] = [:]
        var unreadableCount = 0
        var refused = Spell(of: 1000, at: .now)
    }

    private let logger: Logger
    private let state = NIOLockedValueBox(State())

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// The times of the calls, how many requests were refused, by kind, and how many met an unreadable record.
    var contents: (times: LatencyHistogram, refusals: [String: Int], unreadableCount: Int) {
        state.withLockedValue { ($0.times, $0.refusals, $0.unreadableCount) }
    }

    /// Takes one request; without a duration if it was no call, or may have waited for something else than us.
    func note(_ error: RPCError?, after duration: Duration?) {
        let begins = state.withLockedValue { state in
            if let duration { state.times.add(duration) }
            guard let error else { return false }
            state.refusals[error.kind.name, default: 0] += 1
            if error.isUnreadableRecord { state.unreadableCount += 1 }
            return state.refused.note(at: .now)
        }
        guard let error, begins else { return }
        let metadata: Logger.Metadata = ["last": "\(error.kind.name)"]
        logger.warning("refusing requests by the thousand; paylink status tells which", metadata: metadata)
    }

    /// Says what has ended; to be called now and then.
    func lookAgain() {
        guard let count = state.withLockedValue({ $0.refused.endIfOver(at: .now) }) else { return }
        logger.notice("requests are no longer refused by the thousand", metadata: ["refused": "\(count)"])
    }
}
