import Logging
import ServiceLifecycle
import UnixSignals

/// Answers SIGHUP, the usual signal for a reload, with a line in the log: the configuration is read at the start alone.
struct HangupNotice: Service {
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            logger.notice("SIGHUP changes nothing: restart the daemon to apply a new configuration")
        }
    }
}
