/// The demands of an order: what its attempts ask the customer for, each of them once.
///
/// A link that took another one's place is a further attempt at the same demand, and so is a copy that was made while that was
/// open. A copy that was made once it was settled asks for more: it begins a demand of its own. Money that goes back later
/// changes nothing of that, since a settlement stays in the history.
struct Demands {
    /// The link that began the demand of an attempt.
    private var beginnings: [LinkKey: LinkKey] = [:]
    /// The attempt at the end of each attempt's successors.
    private var ends: [LinkKey: LinkKey] = [:]

    /// - Parameters:
    ///   - attempts: All attempts of an order.
    ///   - settlement: The event by which an attempt settled its demand; nil if it did not.
    init(_ attempts: [Link], settlement: (Link) -> UInt64?) {
        let attempts = attempts.sorted { $0.createdSeq < $1.createdSeq }
        for attempt in attempts.reversed() {
            ends[attempt.key] = attempt.supersededBy.flatMap { ends[attempt.key.sibling($0)] } ?? attempt.key
        }
        var places: Set<LinkKey> = []
        var settledAt: [LinkKey: UInt64] = [:]
        for attempt in attempts {
            let beginning = beginning(of: attempt, isInPlace: places.contains(attempt.key), settledAt)
            beginnings[attempt.key] = beginning
            if let by = attempt.supersededBy {
                places.insert(attempt.key.sibling(by))
            } else if let seq = settlement(attempt) {
                settledAt[beginning] = min(seq, settledAt[beginning] ?? .max)
            }
        }
    }

    private func beginning(of attempt: Link, isInPlace: Bool, _ settledAt: [LinkKey: UInt64]) -> LinkKey {
        // Only the payment service may know the source.
        guard let source = attempt.lineage.duplicateOf.map({ attempt.key.sibling($0) }) else { return attempt.key }
        let demand = beginnings[source] ?? source
        guard !isInPlace, let seq = settledAt[demand] else { return demand }
        return seq < attempt.createdSeq ? attempt.key : demand
    }

    /// The link that began the demand for which an attempt asks, or for which its money counts since others took its place.
    subscript(_ link: Link) -> LinkKey {
        let end = ends[link.key] ?? link.key
        return beginnings[end] ?? end
    }
}
