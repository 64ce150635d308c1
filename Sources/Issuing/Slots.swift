import NIOConcurrencyHelpers

/// A counting semaphore for one waiting task.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: NIOLockedValueBox<State>

    init(_ count: Int) {
        precondition(count > 0, "nothing could ever be acquired")
        state = NIOLockedValueBox(State(free: count))
    }

    /// Takes a slot, and waits for one if there is none.
    func acquire() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLockedValue { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                precondition(state.waiter == nil, "one task acquires")
                state.waiter = continuation
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Gives a slot back.
    func release() {
        let waiter = state.withLockedValue { state in
            guard let waiter = state.waiter else {
                state.free += 1
                return nil as CheckedContinuation<Void, Never>?
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }
}
