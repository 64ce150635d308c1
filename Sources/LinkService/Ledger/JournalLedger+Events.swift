import JSONRPC
import Journal
import NIOConcurrencyHelpers
import PaymentLinks

extension JournalLedger {
    package var durableSeq: UInt64 { state.withLockedValue { $0.settledSeq } }

    package func events(_ request: EventRequest) async throws(LedgerError) -> EventPage {
        let (seq, end) = state.withLockedValue { ($0.settledSeq, $0.bookmark?.end ?? 0) }
        guard request.after < seq else { return EventPage(seq: seq) }
        let records = journal.records
        return try await waiting { () throws(UnreadableRecord) in
            var reader = EventPageReader(request)
            do throws(JournalError) {
                try records.forEachRecord(after: request.after, through: end) { reader.take($0) }
            } catch {
                throw UnreadableRecord(error)
            }
            return try reader.finish(durableSeq: seq)
        }
    }

    package func change(after seq: UInt64) async -> Bool {
        await listeners.wait { self.durableSeq > seq }
    }

    /// How many wait for a change now.
    package var listenerCount: Int { listeners.count }

    /// Lets everybody go who waits for a change, and whoever comes later: the daemon ends.
    package func stopListening() {
        listeners.end()
    }
}

/// Puts a page together from records.
private struct EventPageReader {
    private let request: EventRequest
    private var page: EventPage
    private var failure: RecordedChangeError?

    init(_ request: EventRequest) {
        self.request = request
        page = EventPage(seq: request.after)
    }

    /// Takes a record's events; false once there are enough.
    mutating func take(_ record: StoredRecord) -> Bool {
        do throws(RecordedChangeError) {
            let recorded = try EventReader.raw(record)
            for (number, event) in recorded.events.enumerated() {
                let seq = record.seq + UInt64(number)
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

    /// The page; where nothing more was wanted, it reaches to the end.
    func finish(durableSeq: UInt64) throws(UnreadableRecord) -> EventPage {
        if let failure { throw UnreadableRecord(failure) }
        var page = page
        if page.events.count < request.limit { page.seq = durableSeq }
        return page
    }
}
