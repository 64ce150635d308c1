import Storage

/// Blocks the commit thread before each sync until the test lets it pass.
package final class SyncGate: Sendable {
    private struct State {
        var arrivedCount = 0
        var passCount = 0
    }

    private let state = Monitor(State())

    /// Lets none pass yet.
    package init() {}

    /// For the disk's `beforeDataSync`.
    package func wait() {
        state.withLock { $0.arrivedCount += 1 }
        state.signal()
        state.wait { state -> Void? in
            guard state.passCount > 0 else { return nil }
            state.passCount -= 1
            return ()
        }
    }

    /// Returns when `count` syncs have arrived.
    package func waitForArrival(_ count: Int) {
        state.wait { $0.arrivedCount >= count ? () : nil }
    }

    /// Lets so many more pass, now or when they come.
    package func letPass(_ count: Int) {
        state.withLock { $0.passCount += count }
        state.signal()
    }
}
