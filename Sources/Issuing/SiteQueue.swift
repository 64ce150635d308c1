import NIOConcurrencyHelpers
import PaymentLinks

/// The links of one site that its payment service has to be asked for, each once.
final class SiteQueue: Sendable {
    struct Entry: Sendable {
        let link: Link
        /// Counted from 1.
        let attempt: Int
    }

    let site: SiteName
    let service: any IssuingService
    let entries: AsyncStream<Entry>
    private let continuation: AsyncStream<Entry>.Continuation
    /// Links that are queued, asked for, or paused.
    private let known = NIOLockedValueBox<Set<LinkID>>([])

    init(_ site: SiteName, _ service: any IssuingService) {
        self.site = site
        self.service = service
        (entries, continuation) = AsyncStream.makeStream()
    }

    /// Queues a link, unless it is known.
    func add(_ link: Link) {
        let isNew = known.withLockedValue { $0.insert(link.id).inserted }
        if isNew { continuation.yield(Entry(link: link, attempt: 1)) }
    }

    /// Queues a link for another attempt.
    func addAgain(_ entry: Entry) {
        continuation.yield(Entry(link: entry.link, attempt: entry.attempt + 1))
    }

    /// Forgets a link that is done.
    func remove(_ link: Link) {
        known.withLockedValue { _ = $0.remove(link.id) }
    }
}
