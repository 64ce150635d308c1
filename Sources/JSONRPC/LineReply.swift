/// The answer to one line; nil if all of its requests are notifications.
package enum LineReply: Sendable {
    /// The answer to an invalid line: nothing was run.
    case refused([UInt8]?)
    /// Calls that have not begun, and may suspend.
    case pending(@Sendable () async -> [UInt8]?)
    /// Calls that may compute for longer than a page of links takes, so they belong on no event loop.
    case slow(@Sendable () async -> [UInt8]?)
    /// Calls that only read, and whose answer may be so long that a connection has one such answer in memory at a time.
    case long(isSlow: Bool = false, @Sendable () async -> [UInt8]?)

    /// Runs the calls, if there are any, and returns the answer.
    package func wait() async -> [UInt8]? {
        switch self {
        case .refused(let answer): answer
        case .pending(let answer), .slow(let answer), .long(_, let answer): await answer()
        }
    }
}
