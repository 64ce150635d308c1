import Storage

/// Suspends tasks until the test opens it for them, and records their arrival.
///
/// Safe from any thread. A task arrives under a name of the test's choice, once each.
package final class Gate: Sendable {
    fileprivate struct State {
        var arrivals: [String] = []
        var held: [String: CheckedContinuation<Void, Never>] = [:]
        var admitted: Set<String> = []
        var isOpen = false
        var watchers: [Watcher] = []
        var lastWatcher = 0
    }

    fileprivate struct Watcher {
        let id: Int
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Monitor(State())

    /// Makes a closed gate.
    package init() {}

    /// Arrives, and returns once the gate is open for the name.
    package func pass(_ name: String) async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.arrivals.append(name)
                let count = state.arrivals.count
                var ready = state.takeWatchers { $0.count <= count }
                if state.isOpen || state.admitted.contains(name) {
                    ready.append(continuation)
                } else {
                    state.held[name] = continuation
                }
                return ready
            }
            for continuation in ready { continuation.resume() }
        }
    }

    /// Arrives without waiting.
    package func note(_ name: String) {
        let watchers = state.withLock { state in
            state.arrivals.append(name)
            let count = state.arrivals.count
            return state.takeWatchers { $0.count <= count }
        }
        for watcher in watchers { watcher.resume() }
    }

    /// Opens the gate for one name, arrived or not.
    package func open(for name: String) {
        let held = state.withLock { state in
            state.admitted.insert(name)
            return state.held.removeValue(forKey: name)
        }
        held?.resume()
    }

    /// Opens the gate for every name.
    package func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.held = [:] }
            return Array(state.held.values)
        }
        for continuation in held { continuation.resume() }
    }

    /// The names that have arrived, in order.
    package var arrivals: [String] { state.withLock { $0.arrivals } }

    /// Waits for a number of arrivals, and returns their names; sooner if the test is cancelled.
    package func arrivals(atLeast count: Int) async -> [String] {
        let id = state.withLock { state in
            state.lastWatcher += 1
            return state.lastWatcher
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if state.arrivals.count >= count || Task.isCancelled { return true }
                    state.watchers.append(Watcher(id: id, count: count, continuation: continuation))
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            for watcher in state.withLock({ $0.takeWatchers { $0.id == id } }) { watcher.resume() }
        }
        return arrivals
    }
}

extension Gate.State {
    fileprivate mutating func takeWatchers(
        where isReady: (Gate.Watcher) -> Bool
    ) -> [CheckedContinuation<Void, Never>] {
        let ready = watchers.filter(isReady)
        watchers.removeAll(where: isReady)
        return ready.map(\.continuation)
    }
}
