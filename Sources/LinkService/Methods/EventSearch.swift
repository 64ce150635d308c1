import NIOConcurrencyHelpers
import PaymentLinks

/// Looks for events that somebody waits for, until there are some or the task is cancelled.
struct EventSearch: Sendable {
    private let request: EventRequest
    private let ledger: any Ledger
    private let found: NIOLockedValueBox<Result<EventPage, LedgerError>>

    init(_ request: EventRequest, _ ledger: any Ledger) {
        self.request = request
        self.ledger = ledger
        found = NIOLockedValueBox(.success(EventPage(seq: request.after)))
    }

    /// What was found so far: events, or how far there are none.
    var outcome: Result<EventPage, LedgerError> { found.withLockedValue { $0 } }

    func run() async {
        var next = request
        while !Task.isCancelled {
            do throws(LedgerError) {
                let page = try await ledger.events(next)
                // One that was cancelled meanwhile must not be thrown away: nobody would see these events.
                found.withLockedValue { $0 = .success(page) }
                guard page.events.isEmpty else { return }
                // What was passed over need not be looked at again.
                next = EventRequest(after: page.seq, limit: next.limit, site: next.site, types: next.types)
                guard await ledger.change(after: page.seq) else { return }
            } catch {
                found.withLockedValue { $0 = .failure(error) }
                return
            }
        }
    }
}
