import NIOCore

/// Lets the connections that have more to do take turns, and looks at every socket between two of them.
///
/// An event loop runs whatever is ready before it polls again, so connections that each put off their own rest would
/// keep everybody else's new request waiting for all of them. Here one turn is taken each time the bell rings, which is
/// behind every socket that had something to say before. Everything runs on the event loop.
final class RunQueue {
    private let ringBell: () -> Void
    private var waiting = CircularBuffer<() -> Void>()
    private var isBellRung = false

    /// - Parameter ringBell: Has ``bellRang()`` called once, after every socket was looked at.
    init(ringBell: @escaping () -> Void) {
        self.ringBell = ringBell
    }

    /// Whether nobody waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// Calls `turn` once, after those that wait already.
    func wait(for turn: @escaping () -> Void) {
        waiting.append(turn)
        ringIfNeeded()
    }

    /// Gives the first one that waits its turn.
    func bellRang() {
        isBellRung = false
        waiting.popFirst()?()
        ringIfNeeded()
    }

    private func ringIfNeeded() {
        guard !isBellRung, !waiting.isEmpty else { return }
        isBellRung = true
        ringBell()
    }
}
