/// What other threads tell the loop.
enum LoopMessage: Sendable {
    /// A part of a task to run.
    case job(UnownedJob)
    case work(@Sendable () -> Void)
    case reply(Reply)
    /// The call of a line waits for something to happen, and gives its room back.
    case waits(ConnectionID, AnswerQueue.Ticket)
    /// The graceful shutdown begins.
    case stop

    /// The answer to one line; nil if all of its requests are notifications.
    struct Reply: Sendable {
        let connection: ConnectionID
        let ticket: AnswerQueue.Ticket
        let bytes: [UInt8]?
    }
}

/// A connection's number, which is never used again.
typealias ConnectionID = Int
