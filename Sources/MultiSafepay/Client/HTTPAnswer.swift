/// What came of sending one request.
enum HTTPAnswer: Sendable, Hashable {
    /// An answer with its whole body; a pause if the server asked for one.
    case answered(status: Int, body: [UInt8], retryAfter: Duration?)
    /// No connection came about, so the server has seen nothing of the request.
    case notSent
    /// The request may have arrived, and what became of it is unknown.
    case lost
}
