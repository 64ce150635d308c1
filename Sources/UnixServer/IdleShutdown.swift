import NIOCore

/// Ends the server after a time in which nobody was connected.
///
/// It looks once per period: the server ends when no connection was open at two looks and none came in between, so after
/// one to two periods of quiet. A connection that comes while the listener closes waits in the socket's queue, and systemd
/// starts the daemon again for it.
struct IdleShutdown {
    private let period: TimeAmount
    private let listener: any Channel
    private let register: ConnectionRegister

    init(after period: TimeAmount, listener: any Channel, register: ConnectionRegister) {
        self.period = period
        self.listener = listener
        self.register = register
    }

    /// Starts looking, until the listener is closed.
    func arm() {
        look(admittedBefore: nil)
    }

    private func look(admittedBefore: Int?) {
        let counts = register.counts
        if counts.open == 0, counts.admitted == admittedBefore {
            listener.close(promise: nil)
            return
        }
        let seen = counts.open == 0 ? counts.admitted : nil
        let next = listener.eventLoop.scheduleTask(in: period) { look(admittedBefore: seen) }
        listener.closeFuture.whenComplete { _ in next.cancel() }
    }
}
