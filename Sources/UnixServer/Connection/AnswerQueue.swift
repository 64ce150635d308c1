import DequeModule
import NIOCore

/// The answers of one connection, in the order of its requests.
///
/// A value without I/O. A request takes a ticket when it arrives; its answer may be ready at any time, and leaves once
/// every earlier one has.
struct AnswerQueue {
    /// A request's number in the order of its connection.
    typealias Ticket = Int

    private enum Slot {
        /// Not answered yet: the line, and when its deadline began to count.
        case waiting(line: [UInt8], since: NIODeadline)
        /// Answered; nil for a notification, which has no answer.
        case answered([UInt8]?)
    }

    private var slots: Deque<Slot> = []
    /// Requests that timed out and whose late answers are to be dropped.
    private var timedOut: Set<Ticket> = []
    /// The ticket of the first slot.
    private var first: Ticket = 0

    /// How many requests have no answer yet, or one that an earlier request holds up.
    var count: Int { slots.count }

    /// Whether every request was answered.
    var isEmpty: Bool { slots.isEmpty }

    /// Adds a request.
    mutating func enter(_ line: [UInt8], at now: NIODeadline) -> Ticket {
        slots.append(.waiting(line: line, since: now))
        return first + slots.count - 1
    }

    /// Whether the answer to a request has left.
    func hasLeft(_ ticket: Ticket) -> Bool { ticket < first }

    /// Counts a request's deadline from a moment; the distant future stops it.
    mutating func countDeadline(of ticket: Ticket, since moment: NIODeadline) {
        let index = ticket - first
        guard slots.indices.contains(index), case .waiting(let line, _) = slots[index] else { return }
        slots[index] = .waiting(line: line, since: moment)
    }

    /// Stores an answer, and returns the answers that may leave now, in order.
    ///
    /// The answer to a request that timed out is dropped.
    mutating func answer(_ ticket: Ticket, with bytes: [UInt8]?) -> [[UInt8]] {
        if timedOut.remove(ticket) != nil { return [] }
        let index = ticket - first
        precondition(slots.indices.contains(index), "ticket \(ticket) was never given or has left")
        guard case .waiting = slots[index] else { preconditionFailure("ticket \(ticket) was answered twice") }
        slots[index] = .answered(bytes)
        return takeReady()
    }

    /// Times out every request that has waited since before a moment.
    ///
    /// - Parameters:
    ///   - moment: The moment before which a deadline is missed.
    ///   - answer: Makes the answer to a line that timed out.
    /// - Returns: The answers that may leave now, in order.
    mutating func timeOut(waitingSinceBefore moment: NIODeadline, _ answer: ([UInt8]) -> [UInt8]?) -> [[UInt8]] {
        for index in slots.indices {
            guard case .waiting(let line, let since) = slots[index], since < moment else { continue }
            slots[index] = .answered(answer(line))
            timedOut.insert(first + index)
        }
        return takeReady()
    }

    private mutating func takeReady() -> [[UInt8]] {
        var ready: [[UInt8]] = []
        while case .answered(let bytes) = slots.first {
            if let bytes { ready.append(bytes) }
            slots.removeFirst()
            first += 1
        }
        return ready
    }
}
