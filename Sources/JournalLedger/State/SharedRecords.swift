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
