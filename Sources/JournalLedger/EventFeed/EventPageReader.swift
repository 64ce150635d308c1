import PaymentLinks

/// Collects the events of a page from records.
struct EventPageReader {
    private let request: EventRequest
    private var page: EventPage
    private var failure: RecordedChangeError?

    init(_ request: EventRequest) {
        self.request = request
        page = EventPage(seq: request.after)
    }

    /// Adds a record's events; false once the page is full.
    mutating func take(_ first: UInt64, _ decode: () throws(RecordedChangeError) -> RawChange) -> Bool {
        do throws(RecordedChangeError) {
            let recorded = try decode()
            for (number, event) in recorded.events.enumerated() {
                let seq = first + UInt64(number)
                guard seq > request.after else { continue }
                if page.events.count == request.limit { return false }
                page.seq = seq
                guard request.matches(event.type, site: event.site) else { continue }
                page.events.append(
                    RecordedEvent(seq: seq, time: recorded.time, caller: recorded.caller, members: event.members)
                )
            }
            return page.events.count < request.limit
        } catch {
            failure = error
            return false
        }
    }

    /// The page; its `seq` is that of its last event if it is full, else the last durable one.
    func finish(durableSeq: UInt64) throws(UnreadableRecord) -> EventPage {
        if let failure { throw UnreadableRecord(failure) }
        var page = page
        if page.events.count < request.limit { page.seq = durableSeq }
        return page
    }
}
