/// The answer to one line: it is there already, or it comes.
///
/// The answer is nil if there is nothing to say. Most reads are answered at once, and then cost no task.
package enum LineReply: Sendable {
    case ready([UInt8]?)
    /// Calls that may have to wait; none of them has begun.
    case pending(@Sendable () async -> [UInt8]?)

    /// Waits for the answer, if it is not there.
    package func wait() async -> [UInt8]? {
        switch self {
        case .ready(let answer): answer
        case .pending(let answer): await answer()
        }
    }
}
