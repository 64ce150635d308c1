import DequeModule
import PaymentLinks

/// The records of several events that were read for one link, kept for the others that they change, so that whoever goes
/// over many links reads and decodes each of them once.
///
/// One payment may close hundreds of copies of its order in one record. The events that are kept are bounded; the last
/// record is kept whatever its length, since it was in memory anyway.
struct SharedRecords: Sendable {
    /// How many events are kept of all records.
    private static let eventCountMax = 4096

    private var kept: [RecordLocation: ReadRecord] = [:]
    /// The records that are kept, oldest first.
    private var locations: Deque<RecordLocation> = []
    private var eventCount = 0
    /// How much was read for all links so far.
    private(set) var readByteCount = 0

    /// A record that was kept.
    subscript(location: RecordLocation) -> ReadRecord? { kept[location] }

    /// Counts a record or an event that was read.
    mutating func noteRead(_ location: RecordLocation) { readByteCount += location.length }

    /// Keeps a record that was just read, if other links may be in it.
    mutating func keep(_ record: ReadRecord, at location: RecordLocation) {
        guard record.change.events.count > 1 else { return }
        kept[location] = record.findable()
        locations.append(location)
        eventCount += record.change.events.count
        while eventCount > Self.eventCountMax, locations.count > 1, let oldest = locations.popFirst() {
            eventCount -= kept.removeValue(forKey: oldest)?.change.events.count ?? 0
        }
    }
}

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
    fileprivate func findable() -> ReadRecord {
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
