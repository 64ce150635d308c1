import PaymentLinks
import Storage

/// A timer that ends when a test says, and never by itself.
///
/// Safe from any thread.
package final class ManualTimer: Timer {
    private struct State {
        var waiting: [Int: (duration: Duration, continuation: CheckedContinuation<Void, Never>)] = [:]
        var nextID = 0
        var durations: [Duration] = []
    }

    private let state = Monitor(State())

    /// A timer that nobody waits for yet.
    package init() {}

    package func wait(for duration: Duration) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Seen as asked for only when it can be ended: a test may do so at once.
                let isOver = state.withLock { state in
                    state.durations.append(duration)
                    if Task.isCancelled { return true }
                    state.waiting[id] = (duration, continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume()
        }
    }

    /// Ends the waits that are under way, of all durations or of some.
    package func fire(atLeast shortest: Duration = .zero, atMost longest: Duration = .seconds(Int64.max)) {
        let woken = state.withLock { state in
            let woken = state.waiting.filter { (shortest...longest).contains($0.value.duration) }
            for id in woken.keys { state.waiting[id] = nil }
            return woken.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// How many wait now.
    package var waiterCount: Int { state.withLock { $0.waiting.count } }

    /// For how long it was asked to wait, in the order of asking.
    package var durations: [Duration] { state.withLock { $0.durations } }
}
