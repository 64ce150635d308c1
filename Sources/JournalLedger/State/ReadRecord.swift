import PaymentLinks

/// A record that was read back from the journal.
struct ReadRecord: Sendable {
    /// The sequence number of the first event.
    let seq: UInt64
    let change: RecordedChange
    /// The events of each link; nil if they are looked for one by one.
    private var numbers: [LinkKey: [Int]]?

    init(seq: UInt64, _ change: RecordedChange) {
        self.seq = seq
        self.change = change
    }

    /// The same with the events of each link at hand.
    func findable() -> ReadRecord {
        var record = self
        var numbers: [LinkKey: [Int]] = [:]
        for (number, event) in change.events.enumerated() { numbers[event.key, default: []].append(number) }
        record.numbers = numbers
        return record
    }

    /// Applies its events from one on to a link, as far as they are of that link.
    func fold(into link: inout Link, startingAt first: Int = 0) {
        if let numbers {
            for number in numbers[link.key] ?? [] where number >= first { fold(number, into: &link) }
        } else {
            for number in change.events.indices.dropFirst(first) where change.events[number].key == link.key {
                fold(number, into: &link)
            }
        }
    }

    private func fold(_ number: Int, into link: inout Link) {
        link.fold(change.events[number], at: change.time, seq: seq + UInt64(number))
    }
}
