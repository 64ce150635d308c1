/// The links so far, with what the events of a decision that is being taken will make of them.
struct PendingLinks<Base: LinkSource>: LinkSource {
    private let base: Base
    /// The links that rows make or change, in their state after those rows.
    private var links: [LinkKey: Link] = [:]
    private var makers: [LinkKey: Int] = [:]
    /// The links that rows make, by the first link of their lineage.
    private var descendants: [LinkKey: [LinkKey]] = [:]
    private(set) var seq: UInt64

    init(over base: Base) {
        self.base = base
        seq = base.seq
    }

    /// The row that makes the link of an order; nil if none does.
    func row(of key: LinkKey) -> Int? {
        makers[key]
    }

    /// Takes in an event of a decision.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - row: The row of a batch that it is of.
    ///   - now: The moment of the decision.
    mutating func add(_ event: LinkEvent, of row: Int = 0, at now: Instant) {
        seq += 1
        guard case .generated(let generated) = event else {
            guard var link = link(for: event.key) else { return }
            link.fold(event, at: now, seq: seq)
            links[event.key] = link
            return
        }
        links[event.key] = Link(generated, at: now, seq: seq)
        makers[event.key] = row
        guard generated.lineage.duplicateOf != nil else { return }
        descendants[event.key.sibling(generated.lineage.root), default: []].append(event.key)
    }

    func link(for key: LinkKey) -> Link? {
        links[key] ?? base.link(for: key)
    }

    func link(withID id: LinkID) -> Link? {
        base.link(withID: id).flatMap { link(for: $0.key) }
    }

    func attempts(ofRoot root: LinkKey) -> [Link] {
        let known = base.attempts(ofRoot: root).map { links[$0.key] ?? $0 }
        let attempts = known + descendants[root, default: []].compactMap(link(for:))
        guard known.first?.key != root, let first = link(for: root) else { return attempts }
        return [first] + attempts
    }

    func memo(for scope: RequestScope) -> IdempotencyRecord? {
        base.memo(for: scope)
    }
}
