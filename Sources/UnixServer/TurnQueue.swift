import NIOCore

/// Lets the connections that have more to do take turns, and looks at every socket between two of them.
///
/// An event loop runs whatever is ready before it polls again, so connections that each put off their own rest would
/// keep everybody else's new request waiting for all of them. Here only one turn is ever put off. Everything runs on the
/// event loop.
final class TurnQueue {
    private let loop: any EventLoop
    private var waiting = CircularBuffer<() -> Void>()
    private var isScheduled = false

    /// Long enough not to be over before the loop has seen it, short enough not to be felt.
    private static let pause = TimeAmount.microseconds(5)

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    /// Whether nobody waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// Calls `turn` once, after those that wait already.
    func wait(for turn: @escaping () -> Void) {
        waiting.append(turn)
        schedule()
    }

    private func schedule() {
        guard !isScheduled, !waiting.isEmpty else { return }
        isScheduled = true
        let turns = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: Self.pause) { turns.value.runNext() }
    }

    private func runNext() {
        isScheduled = false
        let turn = waiting.removeFirst()
        turn()
        schedule()
    }
}
