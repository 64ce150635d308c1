import DequeModule

/// The connections with lines left to start, served round-robin with one poll of all sockets between two of them.
///
/// An event loop runs every ready task before it polls again. Were each connection to submit its own rest as a task, a new
/// request would wait for all of them. Here one connection runs per wake-up, and the wake-up comes through the poll
/// (``WakeupPipe``). Everything runs on the event loop.
final class RunQueue {
    private let notify: () -> Void
    private var waiting: Deque<() -> Void> = []
    private var isNotified = false

    /// - Parameter notify: Has ``runNext()`` called once, after the next poll.
    init(notify: @escaping () -> Void) {
        self.notify = notify
    }

    /// Whether no connection is queued.
    var isEmpty: Bool { waiting.isEmpty }

    /// Calls `body` once, after the connections queued before.
    func enqueue(_ body: @escaping () -> Void) {
        waiting.append(body)
        notifyIfNeeded()
    }

    /// Runs the connection at the head of the queue.
    func runNext() {
        isNotified = false
        waiting.popFirst()?()
        notifyIfNeeded()
    }

    private func notifyIfNeeded() {
        guard !isNotified, !waiting.isEmpty else { return }
        isNotified = true
        notify()
    }
}
