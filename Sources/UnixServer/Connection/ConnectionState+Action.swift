import JSONRPC
import SocketLoop

extension ConnectionState {
    /// What ``Connection`` has to do.
    enum Action: Equatable {
        /// Runs a line, and reports ``answered(_:with:)`` now or later.
        case run([UInt8], AnswerQueue.Ticket)
        /// Runs a long line on the background thread, and reports ``answered(_:with:)`` later; no other line starts until
        /// then.
        case runInBackground([UInt8], AnswerQueue.Ticket)
        /// Begins the long answer that is pending, and reports ``answered(_:with:)`` later.
        case beginLongAnswer(AnswerQueue.Ticket)
        /// Answers a line with an error, without running it.
        case refuse([UInt8], AnswerQueue.Ticket, RPCError)
        /// Hands answers to the socket.
        case write([UInt8])
        /// Joins the run queue, which reports ``quantumGranted(at:)``.
        case awaitQuantum
        /// Asks for a permit to hold a long line, which is reported by ``permitGranted(at:)``.
        case acquirePermit
        case releasePermit
        /// Reads once, and reports ``received(_:at:)`` or ``inputEnded()``.
        case read
        /// Ends the input, hands over what had arrived before, and reports ``inputClosed()``.
        case closeInput
        /// Closes the connection, and reports ``closed()``.
        case close

        /// Whether the quantum may be used up afterwards.
        var takesTime: Bool {
            switch self {
            case .run, .refuse, .beginLongAnswer: true
            default: false
            }
        }
    }
}

extension RPCError {
    /// The error of a request that is past its deadline.
    static func overdue(_ request: AnswerQueue.Waiting, limit: Int) -> RPCError {
        request.onlyReads ? .searchTooSlow(limit: limit) : .deadlineExceeded(limit: limit)
    }
}
