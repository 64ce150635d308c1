private import CSystemd

/// Notifies the service manager of the daemon's state; without one it does nothing (sd_notify(3)).
package struct ServiceManager: Sendable {
    package init() {}

    /// Recovery is done, and requests are answered.
    package func notifyReady(status: String) {
        send("READY=1\nSTATUS=\(status)")
    }

    /// The daemon answers the requests that it has read, and then ends.
    package func notifyStopping(status: String) {
        send("STOPPING=1\nSTATUS=\(status)")
    }

    /// The daemon could not start or go on; `systemctl status` shows the reason.
    package func notifyFailed(status: String) {
        send("STATUS=\(status.split(separator: "\n").joined(separator: " "))")
    }

    private func send(_ state: String) {
        // A failure is ignored: a daemon that was started by hand has no manager.
        _ = sd_notify(0, state)
    }
}
