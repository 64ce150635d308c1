/// The answer to one line; nil if all of its requests are notifications.
///
/// `room` is how many bytes the server keeps for the answer from the moment in which its calls begin, until the answer is
/// there: the most that it may take.
package enum LineReply: Sendable {
    /// The answer to an invalid line: nothing was run.
    case refused([UInt8]?)
    /// Calls that have not begun, and may suspend.
    case pending(room: Int = ordinaryRoom, @Sendable () async -> [UInt8]?)
    /// Calls that may compute for longer than a page of links takes, so they belong on no event loop.
    case slow(room: Int = ordinaryRoom, @Sendable () async -> [UInt8]?)
    /// Calls whose answer may be so long that they begin only once there is room for it, and that a connection has one such
    /// answer in memory at a time.
    case long(room: Int = ordinaryRoom, isSlow: Bool = false, onlyReads: Bool = true, @Sendable () async -> [UInt8]?)

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
        case .pending(_, let answer), .slow(_, let answer), .long(_, _, _, let answer): await answer()
        }
    }
}

/// What a call under way tells the server that keeps room for its answer.
package enum AnswerRoom {
    /// Gives the room back: the call now waits for something to happen, and what it will tell is short.
    ///
    /// nil if the room is kept until the answer is there, as for a batch, whose other calls need it.
    @TaskLocal package static var giveBack: (@Sendable () -> Void)?
}
