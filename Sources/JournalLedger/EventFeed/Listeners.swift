import NIOConcurrencyHelpers

/// The callers that wait for the next durable change.
///
/// A condition variable for tasks: each batch wakes them all, and each checks its own condition.
package final class Listeners: Sendable {
    private typealias Continuation = CheckedContinuation<Void, Never>

    private struct State {
        var waiting: [Int: Continuation] = [:]
        var nextID = 0
        var hasEnded = false
    }

    private let state = NIOLockedValueBox(State())

    package init() {}

    /// How many callers wait now.
    package var count: Int { state.withLockedValue { $0.waiting.count } }

    /// Waits until a condition holds; false if the listeners were ended or the task was cancelled.
    package func wait(until holds: @Sendable () -> Bool) async -> Bool {
        while !holds() {
            if Task.isCancelled || state.withLockedValue({ $0.hasEnded }) { return false }
            let id = state.withLockedValue { state in
                state.nextID += 1
                return state.nextID
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { (continuation: Continuation) in
                    let isDone = state.withLockedValue { state in
                        // Check again: a change since the first check has notified before this task was in `waiting`.
                        if state.hasEnded || Task.isCancelled || holds() { return true }
                        state.waiting[id] = continuation
                        return false
                    }
                    if isDone { continuation.resume() }
                }
            } onCancel: {
                state.withLockedValue { $0.waiting.removeValue(forKey: id) }?.resume()
            }
        }
        return true
    }

    /// Wakes every caller, to check its condition.
    package func notify() {
        let woken = state.withLockedValue { state in
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Ends the waiting of every caller, now and later.
    package func end() {
        state.withLockedValue { $0.hasEnded = true }
        notify()
    }
}
