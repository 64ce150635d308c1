import NIOConcurrencyHelpers
import PaymentLinks

/// The links of one site that its payment service has to be asked for, each once.
final class SiteQueue: Sendable {
    struct Entry: Sendable {
        let link: Link
        var issuing: OrderIssuing
    }

    let site: SiteName
    let service: any IssuingService
    let entries: AsyncStream<Entry>
    private let continuation: AsyncStream<Entry>.Continuation
    /// The last event of the processes before this one.
    private let startSeq: UInt64
    /// Links that are queued, asked for, or paused; with each, whether the service did not answer when last asked for it.
    private let known = NIOLockedValueBox<[LinkID: Bool]>([:])

    init(_ site: SiteName, _ service: any IssuingService, startSeq: UInt64) {
        self.startSeq = startSeq
        self.site = site
        self.service = service
        (entries, continuation) = AsyncStream.makeStream()
    }

    /// Queues a link, unless it is known.
    ///
    /// No request can have left for one that this process recorded.
    func add(_ link: Link) {
        let isNew = known.withLockedValue { known in
            guard known[link.id] == nil else { return false }
            known[link.id] = false
            return true
        }
        if isNew { continuation.yield(Entry(link: link, issuing: OrderIssuing(isFresh: link.createdSeq > startSeq))) }
    }

    /// Queues a link for another attempt.
    func addAgain(_ entry: Entry) {
        continuation.yield(entry)
    }

    /// Notes whether the service answered when it was asked for a link.
    func note(_ link: Link, isUnheard: Bool) {
        known.withLockedValue { known in
            if known[link.id] != nil { known[link.id] = isUnheard }
        }
    }

    /// Whether the service did not answer when it was last asked for a link.
    func isUnheard(_ link: Link) -> Bool { known.withLockedValue { $0[link.id] ?? false } }

    /// How many links are not done.
    var count: Int { known.withLockedValue(\.count) }

    /// Forgets a link that is done.
    func remove(_ link: Link) {
        known.withLockedValue { $0[link.id] = nil }
    }
}
