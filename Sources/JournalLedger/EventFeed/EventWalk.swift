import Journal
import PaymentLinks

/// Builds a page of events from the journal's file, slice by slice.
struct EventWalk: Sendable {
    /// How much a slice reads at most: some milliseconds.
    private static let recordsPerSlice = 256
    private static let bytesPerSlice = 1 << 20

    private let records: RecordFile
    private let request: EventRequest
    private let end: Int
    private let durableSeq: UInt64
    private let unreadable: UnreadableRecords
    private var walk: RecordWalk?
    private var page: EventPageReader

    /// - Parameters:
    ///   - records: The journal's file.
    ///   - request: Which events.
    ///   - end: Where the durable part of the file ends.
    ///   - durableSeq: The last event in it.
    ///   - unreadable: Is told of what can't be read.
    init(
        _ records: RecordFile,
        _ request: EventRequest,
        through end: Int,
        durableSeq: UInt64,
        telling unreadable: UnreadableRecords
    ) {
        self.records = records
        self.request = request
        self.end = end
        self.durableSeq = durableSeq
        self.unreadable = unreadable
        page = EventPageReader(request, telling: unreadable)
    }

    /// Reads on for one slice, and returns the page once it is whole.
    mutating func advance() throws(UnreadableRecord) -> EventPage? {
        var walk = try begun()
        defer { self.walk = walk }
        var byteCount = 0
        for _ in 0..<Self.recordsPerSlice where byteCount < Self.bytesPerSlice {
            do throws(JournalError) {
                guard !page.isFull, let record = try walk.next() else { return page.finish(durableSeq: durableSeq) }
                byteCount += record.payload.count
                page.take(record.seq, count: record.count) { () throws(RecordedChangeError) in
                    try EventReader.raw(record.payload, seq: record.seq, count: record.count)
                }
            } catch {
                // The numbers that are missing on the page say which events it was.
                unreadable.note(UnreadableRecord(error))
            }
        }
        return nil
    }

    private func begun() throws(UnreadableRecord) -> RecordWalk {
        if let walk { return walk }
        do throws(JournalError) {
            return try RecordWalk(records, after: request.after, through: end)
        } catch {
            let record = UnreadableRecord(error)
            unreadable.note(record)
            throw record
        }
    }
}
