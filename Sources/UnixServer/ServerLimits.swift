/// The maximum of everything that a client could make grow.
package struct ServerLimits: Sendable, Equatable {
    /// The longest line, without its newline.
    package var lineBytesMax = 1 << 20
    /// The unanswered requests of one connection; beyond them its input waits in the kernel.
    package var unansweredMax = 32
    /// The bytes of answers that one connection may leave unread; beyond them its input waits in the kernel.
    package var unsentBytesMax = 4 << 20
    /// The bytes of lines and answers that all connections together may hold when a further line starts.
    package var heldBytesMax = 24 << 20
    /// The same for the connections of one user.
    package var heldBytesPerUserMax = 12 << 20
    /// The time after which a request is answered with `storageFailed`, whose outcome is unknown.
    package var requestSeconds = 30
    /// The time after which a silent connection with no unanswered request is closed.
    package var idleSeconds = 300
    /// The open connections, in total.
    package var connectionsMax = 1024
    /// The open connections of one user.
    package var connectionsPerUserMax = 256
    /// The time that answers may take to leave at shutdown.
    package var drainSeconds = 10

    package init() {}
}
