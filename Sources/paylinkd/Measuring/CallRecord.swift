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
        var unreadable = Spell(of: 1, at: .now)
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
            guard let error else { return (refused: false, unreadable: false) }
            state.refusals[error.kind.name, default: 0] += 1
            guard error.isUnreadableRecord else { return (state.refused.note(at: .now), false) }
            state.unreadableCount += 1
            return (state.refused.note(at: .now), state.unreadable.note(at: .now))
        }
        guard let error else { return }
        if begins.refused {
            let metadata: Logger.Metadata = ["last": "\(error.kind.name)"]
            logger.warning("refusing requests by the thousand; paylink status tells which", metadata: metadata)
        }
        if begins.unreadable {
            let metadata: Logger.Metadata = ["cause": "\(error.message)"]
            logger.error(
                "a record can't be read, and calls that need it are refused; run paylink verify",
                metadata: metadata
            )
        }
    }

    /// Says what has ended; to be called now and then.
    func lookAgain() {
        let ended = state.withLockedValue { state in
            (refused: state.refused.endIfOver(at: .now), unreadable: state.unreadable.endIfOver(at: .now))
        }
        if let count = ended.refused {
            logger.notice("requests are no longer refused by the thousand", metadata: ["refused": "\(count)"])
        }
        if let count = ended.unreadable {
            logger.notice("for a minute no call met a record that can't be read", metadata: ["refused": "\(count)"])
        }
    }
}
