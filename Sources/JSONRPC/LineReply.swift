/// The answer to one line; nil if all of its requests are notifications.
package enum LineReply: Sendable {
    /// The answer to an invalid line: nothing was run.
    case refused([UInt8]?)
    /// Calls that have not begun, and may suspend.
    case calls(CallTraits, @Sendable (_ onWait: WaitNotice?) async -> [UInt8]?)

    /// More than this is kept for long answers only.
    package static let shortRoomMax = 256 << 10
    /// What is kept for the answer to a call that has no more to tell than a link.
    ///
    /// Most links take a tenth of it, and few take several times as much.
    package static let ordinaryRoom = 8 << 10

    /// Runs the calls, if there are any, and returns the answer.
    package func wait() async -> [UInt8]? {
        switch self {
        case .refused(let answer): answer
        case .calls(_, let begin): await begin(nil)
        }
    }
}

/// Tells the server that a call under way now waits for something to happen, and that what it will tell then is short.
///
/// A parameter and no task-local value: binding one in an immediate task ends the process (Swift 6.3, optimized).
package typealias WaitNotice = @Sendable () -> Void

/// The room that a call has for its answer.
package struct AnswerRoom: Sendable {
    /// The bytes that its result may take in the answer to a batch; a call by itself has all that an answer may have.
    package let byteCount: Int
    /// To be called when the call waits for something to happen; nil where nobody asks, as in a batch.
    package let onWait: WaitNotice?

    package init(byteCount: Int = .max, onWait: WaitNotice? = nil) {
        (self.byteCount, self.onWait) = (byteCount, onWait)
    }
}
