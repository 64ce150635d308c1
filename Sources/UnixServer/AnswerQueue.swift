import NIOCore

/// The answers of one connection, kept in the order of its requests.
///
/// A value without I/O.
///
/// A request takes a ticket when it arrives. Its answer may come at any time, and leaves once every earlier one has.
struct AnswerQueue {
    /// A request's place in the order of its connection.
    typealias Ticket = Int

    private enum Slot {
        /// Not answered yet: the line, and since when it waits.
        case waiting(line: [UInt8], since: NIODeadline)
        /// Answered; nil for a notification, which has no answer.
        case answered([UInt8]?)
    }

    private var slots: [Slot] = []
    /// Requests that were given up and may still be answered, which nobody waits for.
    private var givenUp: Set<Ticket> = []
    /// The ticket of `slots[head]`.
    private var first: Ticket = 0
    /// How many slots at the front are done with; they are dropped together, now and then.
    private var head = 0

    /// How many requests have no answer yet, or one that waits for its turn.
    var count: Int { slots.count - head }

    /// Whether every request that came was answered.
    var isEmpty: Bool { count == 0 }

    /// Takes the next place.
    mutating func enter(_ line: [UInt8], at now: NIODeadline) -> Ticket {
        slots.append(.waiting(line: line, since: now))
        return first + count - 1
    }

    /// Whether the answer to a request has left.
    func hasLeft(_ ticket: Ticket) -> Bool { ticket < first }

    /// Lets a request that nobody works on wait for as long as it takes, or from now on as long as any other.
    mutating func wait(_ ticket: Ticket, since moment: NIODeadline = .distantFuture) {
        let index = index(of: ticket)
        guard slots.indices.contains(index), case .waiting(let line, _) = slots[index] else { return }
        slots[index] = .waiting(line: line, since: moment)
    }

    private func index(of ticket: Ticket) -> Int { head + ticket - first }

    /// Notes an answer, and tells which answers may leave now, in order.
    ///
    /// An answer that comes after its request was given up is dropped.
    mutating func answer(_ ticket: Ticket, with bytes: [UInt8]?) -> [[UInt8]] {
        if givenUp.remove(ticket) != nil { return [] }
        let index = index(of: ticket)
        precondition(slots.indices.contains(index), "ticket \(ticket) was never given or has left")
        guard case .waiting = slots[index] else { preconditionFailure("ticket \(ticket) was answered twice") }
        slots[index] = .answered(bytes)
        return takeReady()
    }

    /// Gives up every request that has waited since before a moment, answers it with what the closure makes of its line,
    /// and tells which answers may leave now.
    mutating func giveUp(waitingSinceBefore moment: NIODeadline, _ answer: ([UInt8]) -> [UInt8]?) -> [[UInt8]] {
        for index in slots.indices.dropFirst(head) {
            guard case .waiting(let line, let since) = slots[index], since < moment else { continue }
            slots[index] = .answered(answer(line))
            givenUp.insert(first + index - head)
        }
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
