import PaymentLinks

/// Collects the events of a page from records.
///
/// What can't be read of the sequence is on the page as such, so that nobody who follows stands still before it.
struct EventPageReader: Sendable {
    /// How many parts that can't be read a page has at most.
    private static let unreadableMax = 100

    private let request: EventRequest
    private let unreadable: UnreadableRecords
    private var page: EventPage
    private var byteCount = 0

    init(_ request: EventRequest, telling unreadable: UnreadableRecords) {
        self.request = request
        self.unreadable = unreadable
        page = EventPage(seq: request.after)
    }

    /// Whether no further event fits.
    var isFull: Bool {
        page.events.count >= request.limit || byteCount >= request.byteCountMax
            || page.unreadable.count >= Self.unreadableMax
    }

    /// Adds the events of a record, as far as they fit.
    mutating func take(
        _ first: UInt64,
        count: Int,
        _ decode: () throws(RecordedChangeError) -> RawChange
    ) {
        if first > page.seq + 1 { pass(through: first - 1) }
        guard !isFull else { return }
        let recorded: RawChange
        do throws(RecordedChangeError) {
            recorded = try decode()
        } catch {
            unreadable.note(UnreadableRecord(error))
            return pass(through: first + UInt64(count) - 1)
        }
        for (number, event) in recorded.events.enumerated() {
            let seq = first + UInt64(number)
            guard seq > page.seq else { continue }
            guard !isFull else { return }
            page.seq = seq
            guard request.matches(event.type, site: event.site) else { continue }
            page.events.append(
                RecordedEvent(seq: seq, time: recorded.time, caller: recorded.caller, members: event.members)
            )
            byteCount += event.members.reduce(128) { $0 + $1.name.utf8.count + $1.value.count + 4 }
        }
    }

    /// The page; its `seq` is that of its last event if it is full, else the last durable one.
    func finish(durableSeq: UInt64) -> EventPage {
        guard !isFull, page.seq < durableSeq else { return page }
        var last = self
        last.pass(through: durableSeq)
        return last.page
    }

    private mutating func pass(through seq: UInt64) {
        guard seq > page.seq else { return }
        page.unreadable.append(page.seq + 1...seq)
        page.seq = seq
    }
}
