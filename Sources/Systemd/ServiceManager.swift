private import CSystemd

/// Notifies the service manager of the daemon's state; without one it does nothing (sd_notify(3)).
package struct ServiceManager: Sendable {
    package init() {}

    /// How long systemd waits for the next sign of life before it ends the daemon; nil without a watchdog.
    package var watchdogMicroseconds: UInt64? {
        var microseconds: UInt64 = 0
        return sd_watchdog_enabled(0, &microseconds) > 0 ? microseconds : nil
    }

    /// The daemon goes on, and this is what it does now.
    ///
    /// Never waits: a manager that takes no notices now must not hold up what shows that the daemon goes on.
    package func notifyAlive(status: String) {
        offer("WATCHDOG=1\nSTATUS=\(status)")
    }

    /// The start takes long and goes on; systemd waits for so many seconds more.
    package func notifyStarting(status: String, extensionSeconds: Int) {
        send("EXTEND_TIMEOUT_USEC=\(extensionSeconds)000000\nSTATUS=\(status)")
    }

    /// The daemon reads its configuration again, until it notifies that it is ready.
    package func notifyReloading() {
        send("RELOADING=1")
    }

    /// Recovery is done, and requests are answered.
    package func notifyReady(status: String) {
        send("READY=1\nSTATUS=\(status)")
    }

    /// The daemon answers the requests that it has read, and then ends; it does so also if nobody takes the notice.
    package func notifyStopping(status: String) {
        offer("STOPPING=1\nSTATUS=\(status)")
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
