import JSONRPC
@testable import UnixServer

/// Replies of each kind, with the traits that a test is about.
extension LineReply {
    static func pending(room: Int = ordinaryRoom, _ answer: @escaping @Sendable () async -> [UInt8]?) -> LineReply {
        .calls(CallTraits(room: room)) { _ in await answer() }
    }

    static func slow(room: Int = ordinaryRoom, _ answer: @escaping @Sendable () async -> [UInt8]?) -> LineReply {
        .calls(CallTraits(room: room, isSlow: true)) { _ in await answer() }
    }

    static func long(
        room: Int = ordinaryRoom,
        _ answer: @escaping @Sendable (_ onWait: @escaping WaitNotice) async -> [UInt8]?
    ) -> LineReply {
        .calls(CallTraits(room: room, isLong: true, onlyReads: true)) { onWait in await answer(onWait ?? {}) }
    }
}

extension ConnectionState {
    mutating func longAnswerPending(
        _ ticket: AnswerQueue.Ticket,
        room: Int,
        isSlow: Bool = false,
        onlyReads: Bool = true
    ) {
        longAnswerPending(ticket, CallTraits(room: room, isLong: true, isSlow: isSlow, onlyReads: onlyReads))
    }
}

extension CallTraits {
    fileprivate init(room: Int, isLong: Bool = false, isSlow: Bool = false, onlyReads: Bool = false) {
        self.init()
        self.room = room
        mayAnswerAtLength = isLong
        self.isSlow = isSlow
        self.onlyReads = onlyReads
    }
}
