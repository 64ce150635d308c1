/// The named maximum of everything a client could make grow.
package struct ServerLimits: Sendable, Equatable {
    /// The longest line, without its newline.
    package var lineBytesMax = 1 << 20
    /// How many requests of one connection may be unanswered; then its input waits in the kernel.
    package var unansweredMax = 32
    /// How many bytes of answers one connection may leave unread; then its input waits in the kernel.
    package var unsentBytesMax = 4 << 20
    /// How long a request may wait before it is answered that the outcome is unknown.
    package var requestSeconds = 30
    /// How long a connection may be silent, with nothing unanswered, before it is closed.
    package var idleSeconds = 300
    /// How many connections there are at most.
    package var connectionsMax = 1024
    /// How many connections one user has at most.
    package var connectionsPerUserMax = 256
    /// How long answers may take to leave when the daemon ends.
    package var drainSeconds = 10

    package init() {}
}
