import Journal
import NIOConcurrencyHelpers
package import PaymentLinks
import Storage

extension JournalLedger {
    package var durableSeq: UInt64 { state.withLockedValue { $0.durableSeq } }

    package func events(_ request: EventRequest) async throws(LedgerError) -> EventPage {
        let (seq, end, recent) = await withState { state in
            (state.durableSeq, state.resumePoint?.end ?? 0, state.recent.changes(after: request.after))
        }
        guard request.after < seq else { return EventPage(seq: seq) }
        if let recent { return page(of: recent, request, durableSeq: seq) }
        let walk = Monitor(
            EventWalk(journal.records, request, through: end, durableSeq: seq, telling: unreadable)
        )
        return try await walks.run(for: request.user) { () throws(UnreadableRecord) in
            try walk.withLock { (walk) throws(UnreadableRecord) in try walk.advance() }
        }
    }

    /// A page from the recent changes, without reading the file.
    private func page(of changes: ArraySlice<RecentChange>, _ request: EventRequest, durableSeq: UInt64) -> EventPage {
        var reader = EventPageReader(request, telling: unreadable)
        for change in changes where !reader.isFull {
            reader.take(change.seq, count: change.count, change.decoded)
        }
        return reader.finish(durableSeq: durableSeq)
    }

    package func change(after seq: UInt64) async -> Bool {
        await listeners.wait { self.durableSeq > seq }
    }

    package func stopListening() {
        listeners.end()
    }
}
