/// What other threads tell the loop.
enum LoopMessage: Sendable {
    /// A part of a task to run.
    case job(UnownedJob)
    case work(@Sendable () -> Void)
    /// The answer to one line; nil if all of its requests are notifications.
    case reply(ConnectionID, AnswerQueue.Ticket, [UInt8]?)
    /// The call of a line waits for something to happen, and gives its room back.
    case waits(ConnectionID, AnswerQueue.Ticket)
    /// The graceful shutdown begins.
    case stop
}

/// A connection's number, which is never used again.
typealias ConnectionID = Int
