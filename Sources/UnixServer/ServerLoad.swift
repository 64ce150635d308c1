/// How much a server holds for its clients, and what waits.
package struct ServerLoad: Sendable, Equatable {
    package var connectionCount = 0
    /// Requests without an answer.
    package var requestCount = 0
    /// Connections with lines that wait for their quantum, for room or for a permit.
    package var heldConnectionCount = 0
    /// Bytes of requests that wait, and of answers that are not taken.
    package var heldByteCount = 0

    package init() {}
}
