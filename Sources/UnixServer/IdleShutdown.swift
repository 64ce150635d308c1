import NIOCore

/// Ends the server after a time without a connection.
///
/// It checks once per period, and ends the server when no connection was open at two checks or made in between: after one
/// to two periods. A connection made while the listener closes waits in the socket's queue, and systemd starts the daemon
/// again for it.
struct IdleShutdown {
    private let period: TimeAmount
    private let listener: any Channel
    private let register: ConnectionRegister

    init(after period: TimeAmount, listener: any Channel, register: ConnectionRegister) {
        self.period = period
        self.listener = listener
        self.register = register
    }

    /// Starts to check, until the listener is closed.
    func arm() {
        check(admittedBefore: nil)
    }

    private func check(admittedBefore: Int?) {
        let counts = register.counts
        if counts.open == 0, counts.admitted == admittedBefore {
            listener.close(promise: nil)
            return
        }
        let seen = counts.open == 0 ? counts.admitted : nil
        let next = listener.eventLoop.scheduleTask(in: period) { check(admittedBefore: seen) }
        listener.closeFuture.whenComplete { _ in next.cancel() }
    }
}
