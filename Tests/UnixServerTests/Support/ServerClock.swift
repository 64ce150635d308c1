import SocketLoop
import Storage

/// The system's clock, which can be put forward: a deadline is reached when a test says so, however slow the machine is.
final class ServerClock: Sendable {
    private let skipped = Monitor<Int>(0)

    func now() -> Moment { .now().advanced(seconds: skipped.withLock { $0 }) }

    func putForward(seconds: Int) { skipped.withLock { $0 += seconds } }
}
