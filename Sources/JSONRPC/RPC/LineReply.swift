/// The answer to one line; nil if there is nothing to say.
package enum LineReply: Sendable {
    /// The answer to a line that is no request, so that nothing was run.
    case refused([UInt8]?)
    /// Calls that may have to wait; none of them has begun.
    case pending(@Sendable () async -> [UInt8]?)
    /// The same, for an answer that may be so long that a client should have only one of its kind in memory at a time.
    case long(@Sendable () async -> [UInt8]?)

    /// Waits for the answer, if it is not there.
    package func wait() async -> [UInt8]? {
        switch self {
        case .refused(let answer): answer
        case .pending(let answer), .long(let answer): await answer()
        }
    }
}
