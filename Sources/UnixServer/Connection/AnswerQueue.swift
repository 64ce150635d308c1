import DequeModule
import JSONRPC
import SocketLoop

/// The answers of one connection, in the order of its requests.
///
/// A value without I/O. A request takes a ticket when it arrives; its answer may be ready at any time, and leaves once
/// every earlier one has.
struct AnswerQueue {
    /// A request's number in the order of its connection.
    typealias Ticket = Int

    /// A request without an answer.
    struct Waiting {
        let line: [UInt8]
        /// When its deadline began to count.
        var since: Moment
        /// Whether it changes nothing, so that its outcome is never unknown.
        var onlyReads = false
        /// The bytes that are kept for its answer.
        var room = LineReply.ordinaryRoom

        fileprivate var byteCount: Int { line.count + room }
    }

    private enum Slot {
        case waiting(Waiting)
        /// Answered; nil for a notification, which has no answer.
        case answered([UInt8]?)
    }

    private var slots: Deque<Slot> = []
    /// Requests that were answered without waiting for them, and whose late answers are to be dropped; with the room that
    /// these have until then.
    private var abandoned: [Ticket: Int] = [:]
    /// The ticket of the first slot.
    private var first: Ticket = 0
    /// The bytes of answers that an earlier request holds up.
    private(set) var answeredByteCount = 0
    /// The bytes of lines that have no answer, and the room for the answers.
    private var waitingByteCount = 0

    /// How many requests have no answer yet, or one that an earlier request holds up.
    var count: Int { slots.count }

    /// Whether every request was answered.
    var isEmpty: Bool { slots.isEmpty }

    /// Whether no work is under way, not even for a request that was abandoned.
    var isDone: Bool { slots.isEmpty && abandoned.isEmpty }

    /// The bytes that are held, and those that room is kept for.
    var byteCount: Int { answeredByteCount + waitingByteCount }

    /// Adds a request, with room for an ordinary answer.
    mutating func enter(_ line: [UInt8], at now: Moment) -> Ticket {
        let waiting = Waiting(line: line, since: now)
        slots.append(.waiting(waiting))
        waitingByteCount += waiting.byteCount
        return first + slots.count - 1
    }

    /// Whether the answer to a request has left.
    func hasLeft(_ ticket: Ticket) -> Bool { ticket < first }

    /// The request with a ticket; nil once it was answered.
    func waiting(_ ticket: Ticket) -> Waiting? {
        let index = ticket - first
        guard slots.indices.contains(index), case .waiting(let waiting) = slots[index] else { return nil }
        return waiting
    }

    /// Changes what holds for a request, until it was answered.
    mutating func change(_ ticket: Ticket, _ change: (inout Waiting) -> Void) {
        guard var waiting = waiting(ticket) else { return }
        waitingByteCount -= waiting.byteCount
        change(&waiting)
        waitingByteCount += waiting.byteCount
        slots[ticket - first] = .waiting(waiting)
    }

    /// Stores an answer, and returns the answers that may leave now, in order.
    ///
    /// The answer to a request that was abandoned is dropped.
    mutating func answer(_ ticket: Ticket, with bytes: [UInt8]?) -> [[UInt8]] {
        if let room = abandoned.removeValue(forKey: ticket) {
            waitingByteCount -= room
            return []
        }
        let index = ticket - first
        precondition(slots.indices.contains(index), "ticket \(ticket) was never given or has left")
        guard case .waiting(let waiting) = slots[index] else {
            preconditionFailure("ticket \(ticket) was answered twice")
        }
        settle(index, waiting, with: bytes)
        return takeReady()
    }

    /// Answers every request that has waited since before a moment, and does not wait for it any more.
    ///
    /// - Parameters:
    ///   - moment: The moment before which a deadline is missed.
    ///   - answer: Makes the answer to a request that was abandoned.
    /// - Returns: The answers that may leave now, in order.
    mutating func abandon(waitingSinceBefore moment: Moment, _ answer: (Waiting) -> [UInt8]?) -> [[UInt8]] {
        for index in slots.indices {
            guard case .waiting(let waiting) = slots[index], waiting.since < moment else { continue }
            settle(index, waiting, with: answer(waiting))
            abandoned[first + index] = waiting.room
            waitingByteCount += waiting.room
        }
        return takeReady()
    }

    private mutating func settle(_ index: Int, _ waiting: Waiting, with bytes: [UInt8]?) {
        slots[index] = .answered(bytes)
        waitingByteCount -= waiting.byteCount
        answeredByteCount += bytes?.count ?? 0
    }

    private mutating func takeReady() -> [[UInt8]] {
        var ready: [[UInt8]] = []
        while case .answered(let bytes) = slots.first {
            if let bytes {
                ready.append(bytes)
                answeredByteCount -= bytes.count
            }
            slots.removeFirst()
            first += 1
        }
        return ready
    }
}
