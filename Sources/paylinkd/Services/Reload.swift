import Logging
import ServiceLifecycle
import Systemd
import UnixSignals

/// Reads the configuration again on SIGHUP, the usual signal for a reload; one that can't be used changes nothing.
struct Reload: Service {
    /// Trapped before the daemon says that it is ready: a signal that comes right behind is heard too.
    let hangups: UnixSignalsSequence
    let read: @Sendable () throws(SettingsError) -> DaemonSettings
    /// Serves with what was read, and returns what has to wait for a restart, as the end of a sentence.
    let apply: @Sendable (DaemonSettings) -> String?
    let status: StatusLine
    let logger: Logger

    func run() async throws {
        for await _ in hangups.cancelOnGracefulShutdown() {
            ServiceManager().notifyReloading()
            reload()
            ServiceManager().notifyReady(status: status.text)
        }
    }

    private func reload() {
        do throws(SettingsError) {
            let waiting = apply(try read())
            status.noteReload(nil)
            logger.notice("read the configuration again")
            if let waiting { logger.notice("restart the daemon to apply \(waiting)") }
        } catch {
            status.noteReload(error)
            logger.error("the configuration stays as it was, since the new one is wrong. \(error)")
        }
    }
}
