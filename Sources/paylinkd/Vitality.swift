import Journal
import Systemd
import UnixServer

/// What the daemon tells systemd while it serves: that it goes on, and what it does.
///
/// The event loop asks, and the thread that writes the journal tells: if either is stuck, systemd hears nothing, and ends
/// the daemon when the time of its watchdog is up.
struct Vitality: Sendable {
    /// How often it is told where no watchdog asks for more.
    private static let milliseconds: Int64 = 10_000

    let journal: Journal
    let calls: CallRecord
    /// What the daemon does now, in one line.
    let status: @Sendable () -> String

    /// To be done by the event loop: several times within the watchdog's time, so that one that is late ends nothing.
    var heartbeat: Heartbeat {
        let watchdog = ServiceManager().watchdogMicroseconds.map { Int64(clamping: $0 / 4000) }
        return Heartbeat(milliseconds: max(1, min(watchdog ?? Self.milliseconds, Self.milliseconds))) {
            // On the journal's thread, which may block.
            journal.requestSign { [journal, calls, status] in
                ServiceManager().notifyAlive(status: status())
                journal.lookAgain()
                calls.lookAgain()
            }
        }
    }
}
