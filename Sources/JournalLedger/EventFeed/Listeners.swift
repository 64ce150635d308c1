import NIOConcurrencyHelpers

/// Everybody who waits for the next durable change.
///
/// Who waits is woken after every batch, all at once, and looks for itself whether there is anything for it.
package final class Listeners: Sendable {
    private typealias Continuation = CheckedContinuation<Void, Never>

    private struct State {
        var waiting: [Int: Continuation] = [:]
        var nextID = 0
        var hasEnded = false
    }

    private let state = NIOLockedValueBox(State())

    package init() {}

    /// How many wait now.
    package var count: Int { state.withLockedValue { $0.waiting.count } }

    /// Returns true when a condition holds; false at the end, or when the task is cancelled.
    package func wait(until holds: @Sendable () -> Bool) async -> Bool {
        while !holds() {
            if Task.isCancelled || state.withLockedValue({ $0.hasEnded }) { return false }
            let id = state.withLockedValue { state in
                state.nextID += 1
                return state.nextID
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { (continuation: Continuation) in
                    let isOver = state.withLockedValue { state in
                        // A change that came between the first look and here wakes nobody any more.
                        if state.hasEnded || Task.isCancelled || holds() { return true }
                        state.waiting[id] = continuation
                        return false
                    }
                    if isOver { continuation.resume() }
                }
            } onCancel: {
                state.withLockedValue { $0.waiting.removeValue(forKey: id) }?.resume()
            }
        }
        return true
    }

    /// Wakes everybody.
    package func notify() {
        let woken = state.withLockedValue { state in
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Lets everybody go, and whoever comes later.
    package func end() {
        state.withLockedValue { $0.hasEnded = true }
        notify()
    }
}
