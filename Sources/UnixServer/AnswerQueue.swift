/// The answers of one connection, kept in the order of its requests.
///
/// A value without I/O.
///
/// A request takes a ticket when it arrives. Its answer may come at any time, and leaves once every earlier one has.
struct AnswerQueue {
    /// A request's place in the order of its connection.
    typealias Ticket = Int

    private enum Slot {
        case waiting
        /// Answered; nil for a notification, which has no answer.
        case answered([UInt8]?)
    }

    private var slots: [Slot] = []
    /// The ticket of `slots[head]`.
    private var first: Ticket = 0
    /// How many slots at the front are done with; they are dropped together, now and then.
    private var head = 0

    /// How many requests have no answer yet, or one that waits for its turn.
    var count: Int { slots.count - head }

    /// Whether every request that came was answered.
    var isEmpty: Bool { count == 0 }

    /// Takes the next place.
    mutating func enter() -> Ticket {
        slots.append(.waiting)
        return first + count - 1
    }

    /// Notes an answer, and tells which answers may leave now, in order.
    mutating func answer(_ ticket: Ticket, with bytes: [UInt8]?) -> [[UInt8]] {
        let index = head + ticket - first
        precondition(slots.indices.contains(index), "ticket \(ticket) was never given or has left")
        guard case .waiting = slots[index] else { preconditionFailure("ticket \(ticket) was answered twice") }
        slots[index] = .answered(bytes)
        return takeReady()
    }

    /// How many slots that are done with may stay, while others wait behind them.
    private static let doneSlotsMax = 64

    private mutating func takeReady() -> [[UInt8]] {
        var ready: [[UInt8]] = []
        while head < slots.count, case .answered(let bytes) = slots[head] {
            if let bytes { ready.append(bytes) }
            head += 1
            first += 1
        }
        if head == slots.count || head > Self.doneSlotsMax {
            // A client that never lets its pipeline run empty would keep every answer it ever got.
            slots.removeSubrange(..<head)
            head = 0
        }
        return ready
    }
}
