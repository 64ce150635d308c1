import Journal
import NIOConcurrencyHelpers
package import PaymentLinks

extension JournalLedger {
    package var durableSeq: UInt64 { state.withLockedValue { $0.durableSeq } }

    package func events(_ request: EventRequest) async throws(LedgerError) -> EventPage {
        let (seq, end, recent) = state.withLockedValue { state in
            (state.durableSeq, state.resumePoint?.end ?? 0, state.recent.changes(after: request.after))
        }
        guard request.after < seq else { return EventPage(seq: seq) }
        if let recent { return try page(of: recent, request, durableSeq: seq) }
        let records = journal.records
        return try await walks.run(for: request.user) { () throws(UnreadableRecord) in
            var reader = EventPageReader(request)
            do throws(JournalError) {
                try records.forEachRecord(after: request.after, through: end) { record in
                    reader.take(record.seq) { () throws(RecordedChangeError) in
                        try EventReader.raw(record.payload, seq: record.seq, count: record.count)
                    }
                }
            } catch {
                throw UnreadableRecord(error)
            }
            return try reader.finish(durableSeq: seq)
        }
    }

    /// A page from the recent changes, without reading the file.
    private func page(
        of changes: ArraySlice<RecentChange>,
        _ request: EventRequest,
        durableSeq: UInt64
    ) throws(LedgerError) -> EventPage {
        var reader = EventPageReader(request)
        for change in changes {
            guard reader.take(change.seq, change.decoded) else { break }
        }
        do throws(UnreadableRecord) {
            return try reader.finish(durableSeq: durableSeq)
        } catch {
            throw .unreadable(error.description)
        }
    }

    package func change(after seq: UInt64) async -> Bool {
        await listeners.wait { self.durableSeq > seq }
    }

    package func stopListening() {
        listeners.end()
    }
}
