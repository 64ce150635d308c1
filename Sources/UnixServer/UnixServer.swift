import CScheduler
import Glibc
package import Logging
import ServiceLifecycle
package import SocketLoop
import Storage

/// Serves Unix domain sockets until its graceful shutdown; then it answers what it has read, and ends.
///
/// One thread serves every connection (``ServerLoop``): the time goes into the disk, which has a thread of its own.
/// Connections made during the shutdown stay in the socket's queue, for the next process that systemd starts.
package struct UnixServer: Service {
    /// The loop's time slice: longer than the default, so that the journal's thread, and a client whose answer has just left,
    /// preempt a busy loop.
    private static let timeSliceNanoseconds: UInt64 = 4_000_000

    let sockets: [ListeningSocket]
    let limits: ServerLimits
    let idleExitSeconds: Int?
    let heartbeat: Heartbeat?
    let lines: LineService
    let logger: Logger
    let queue: LoopQueue
    /// Takes one connection; tests have outcomes of their own.
    var accept: @Sendable (ListeningSocket) -> ListeningSocket.Accepted = { $0.accept() }
    /// The time; tests move it by hand.
    var clock: @Sendable () -> Moment = { .now() }
    let onLoad: @Sendable (ServerLoad) -> Void
    private let onServing: @Sendable () -> Void

    /// Serves sockets within limits.
    ///
    /// - Parameters:
    ///   - sockets: The listening sockets; the server owns them.
    ///   - limits: The maximum of everything that a client could make grow.
    ///   - idleExitSeconds: The time without a connection after which the server ends; nil for never.
    ///   - heartbeat: What the loop does over and over, after `onServing`.
    ///   - queue: Takes work of other threads for the loop's.
    ///   - logger: Takes refused connections and a drain that took too long.
    ///   - onServing: Called once, when everything is ready and before the first connection is accepted.
    ///   - onLoad: Takes how much is held and waits, once a second at least; must not block.
    ///   - lines: Answers lines.
    package init(
        sockets: [ListeningSocket],
        limits: ServerLimits,
        idleExitSeconds: Int? = nil,
        heartbeat: Heartbeat? = nil,
        queue: LoopQueue,
        logger: Logger,
        onServing: @escaping @Sendable () -> Void,
        onLoad: @escaping @Sendable (ServerLoad) -> Void = { _ in },
        lines: LineService
    ) {
        self.sockets = sockets
        self.limits = limits
        self.idleExitSeconds = idleExitSeconds
        self.heartbeat = heartbeat
        self.lines = lines
        self.queue = queue
        self.onServing = onServing
        self.onLoad = onLoad
        self.logger = logger
    }

    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { ended in
                do throws(SystemCallFailure) {
                    _ = try POSIXThread {
                        pthread_detach(pthread_self())
                        ended.resume(with: Result { try serve() })
                    }
                } catch {
                    ended.resume(throwing: error)
                }
            }
        } onGracefulShutdown: {
            queue.mailbox.post(.stop)
        }
    }

    private func serve() throws {
        // Whoever waits for work of this queue goes on, also when the loop can't begin.
        defer { queue.close() }
        _ = ask_for_time_slices(0, Self.timeSliceNanoseconds)
        let loop = try ServerLoop(self)
        queue.begin()
        onServing()
        loop.run()
    }
}
