package import PaymentLinks

/// Every link, as a fold over events: the state that decisions are made on.
///
/// A value without I/O. One owner folds events in the order of their sequence numbers; look-ups by key, by link ID and by
/// idempotency key take constant time, pages cost what they skip and what they show.
package struct ReferenceBook: Sendable, LinkSource {
    private var links: [Link] = []
    private var positions: [LinkKey: Int] = [:]
    private var positionsByID: [LinkID: Int] = [:]
    /// The attempts after the first, by the first.
    private var laterAttempts: [LinkKey: [Int]] = [:]
    private var memos: [RequestScope: IdempotencyRecord] = [:]
    /// The sequence number of the last event folded, 0 before the first.
    package private(set) var seq: UInt64 = 0

    package init() {}

    /// How many links there are.
    package var linkCount: Int { links.count }

    /// Finds the link of an order.
    package func link(for key: LinkKey) -> Link? {
        positions[key].map { links[$0] }
    }

    /// Finds a link by the daemon's own ID.
    package func link(withID id: LinkID) -> Link? {
        positionsByID[id].map { links[$0] }
    }

    /// Finds what was answered under an idempotency key.
    package func memo(for scope: RequestScope) -> IdempotencyRecord? {
        memos[scope]
    }

    /// Finds all attempts of an order, the oldest first.
    package func attempts(ofRoot root: LinkKey) -> [Link] {
        ([positions[root]].compactMap(\.self) + laterAttempts[root, default: []]).map { links[$0] }
    }

    /// All links in the order in which they were made, oldest first.
    package var linksByCreation: [Link] { links }

    /// Folds one event in.
    ///
    /// An event of a link that is not there is a journal that contradicts itself.
    package mutating func fold(_ event: LinkEvent, at time: Instant, seq: UInt64) throws(FoldError) {
        switch event {
        case .generated(let generated): try fold(generated, at: time, seq: seq)
        case .unknownOrderReported: break
        default:
            guard let position = positions[event.key] else { throw .unknownLink(event.key) }
            links[position].fold(event, at: time, seq: seq)
            if case .erased(let erased) = event { memos = memos.mapValues { $0.erasing(erased.key, at: time) } }
        }
        self.seq = seq
    }

    /// Keeps what is answered under an idempotency key: the links as the record that was just folded left them.
    package mutating func remember(
        _ request: RequestIdentity,
        answers keys: [LinkKey],
        notes: [OrderNote] = [],
        at time: Instant
    ) {
        memos[request.scope] = IdempotencyRecord(
            fingerprint: request.fingerprint,
            answers: keys.compactMap(link(for:)),
            answeredAt: time,
            notes: notes,
            seq: seq
        )
    }

    private mutating func fold(_ generated: LinkGenerated, at time: Instant, seq: UInt64) throws(FoldError) {
        guard positions[generated.key] == nil else { throw .orderIDTwice(generated.key) }
        positions[generated.key] = links.count
        positionsByID[generated.id] = links.count
        if generated.lineage.duplicateOf != nil {
            laterAttempts[generated.key.sibling(generated.lineage.root), default: []].append(links.count)
        }
        links.append(Link(generated, at: time, seq: seq))
    }
}
