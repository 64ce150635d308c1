import NIOConcurrencyHelpers
import PaymentLinks

/// Tasks that wait for the outcome of a link's issuing.
final class OutcomeWaiters: Sendable {
    private typealias Continuation = CheckedContinuation<Void, Never>

    private struct State {
        var waiting: [LinkID: [Int: Continuation]] = [:]
        var nextNumber = 0
        var hasEnded = false
    }

    private let state = NIOLockedValueBox(State())

    /// Returns once the link is resumed, the task is cancelled, or all waiting has ended.
    ///
    /// - Parameters:
    ///   - id: The link.
    ///   - begin: Called once the task is registered: an outcome that comes of it is not missed.
    func wait(for id: LinkID, _ begin: () -> Void) async {
        let number = state.withLockedValue { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: Continuation) in
                let isOver = state.withLockedValue { state in
                    if state.hasEnded || Task.isCancelled { return true }
                    state.waiting[id, default: [:]][number] = continuation
                    return false
                }
                if isOver { continuation.resume() } else { begin() }
            }
        } onCancel: {
            state.withLockedValue { $0.waiting[id]?.removeValue(forKey: number) }?.resume()
        }
    }

    /// Resumes all who wait for a link.
    func resume(_ id: LinkID) {
        let woken = state.withLockedValue { $0.waiting.removeValue(forKey: id) }
        for continuation in woken.map({ Array($0.values) }) ?? [] { continuation.resume() }
    }

    /// Resumes everybody, and whoever waits later.
    func end() {
        let woken = state.withLockedValue { state in
            state.hasEnded = true
            defer { state.waiting = [:] }
            return state.waiting.values.flatMap { Array($0.values) }
        }
        for continuation in woken { continuation.resume() }
    }
}
