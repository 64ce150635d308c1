private import CSystemd

/// Tells the service manager how the daemon is doing; says nothing when it was not started by one (sd_notify(3)).
package struct ServiceManager: Sendable {
    package init() {}

    /// Tells that recovery is done and requests are answered from now on.
    package func notifyReady(status: String) {
        send("READY=1\nSTATUS=\(status)")
    }

    /// Tells that the daemon answers what it has read and then ends.
    package func notifyStopping(status: String) {
        send("STOPPING=1\nSTATUS=\(status)")
    }

    private func send(_ state: String) {
        // Nobody listens when started by hand, and a manager that can't be told is no reason to stop serving.
        _ = sd_notify(0, state)
    }
}
