import NIOConcurrencyHelpers

/// A counting semaphore: whoever waits is served in order.
final class Slots: Sendable {
    private typealias Continuation = CheckedContinuation<Bool, Never>

    private struct State {
        var free: Int
        var waiting: [(number: Int, continuation: Continuation)] = []
        var nextNumber = 0
    }

    private let state: NIOLockedValueBox<State>

    init(_ count: Int) {
        precondition(count > 0, "nothing could ever be acquired")
        state = NIOLockedValueBox(State(free: count))
    }

    /// Takes a slot, and waits for one if there is none.
    ///
    /// - Returns: False if the task was cancelled before there was one.
    func acquire() async -> Bool {
        let number = state.withLockedValue { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: Continuation) in
                let answer: Bool? = state.withLockedValue { state in
                    if Task.isCancelled { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.waiting.append((number, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLockedValue { state in
                state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
            }
            waiter?.continuation.resume(returning: false)
        }
    }

    /// Gives a slot back.
    func release() {
        let waiter = state.withLockedValue { state in
            if state.waiting.isEmpty {
                state.free += 1
                return nil as Continuation?
            }
            return state.waiting.removeFirst().continuation
        }
        waiter?.resume(returning: true)
    }
}
