import Storage
import TestSupport

/// What becomes of the calls of a socket.
final class SocketScript: Sendable {
    private struct State {
        var random: SeededSequence?
        var hasInputEnded = false
    }

    private let state: Monitor<State>
    /// Runs just before the server ends the input.
    private let beforeEnd: @Sendable () -> Void

    /// Every call moves all that it can; or, with a seed, a random part or nothing.
    init(seed: UInt64? = nil, beforeEnd: @escaping @Sendable () -> Void = {}) {
        state = Monitor(State(random: seed.map { SeededSequence(seed: $0) }))
        self.beforeEnd = beforeEnd
    }

    func inputEnds() {
        beforeEnd()
        state.withLock { $0.hasInputEnded = true }
    }

    /// How many bytes a call may move; nil if it would block.
    ///
    /// What has arrived in an input that has ended can always be read.
    func count(of most: Int, isInput: Bool) -> Int? {
        state.withLock { state in
            guard most > 0, var random = state.random else { return most }
            defer { state.random = random }
            let blocks = Int.random(in: 0..<4, using: &random) == 0
            if blocks, !isInput || !state.hasInputEnded { return nil }
            return Bool.random(using: &random) ? most : Int.random(in: 1...min(most, 40), using: &random)
        }
    }
}
