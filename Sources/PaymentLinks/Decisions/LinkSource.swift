/// What decisions look at: the links and the answered requests that a command names, as all events so far left them.
///
/// Decisions are pure, and may be taken again on the same source: an engine whose links are on disk answers nil for one
/// that is not in memory yet, notes what was asked for, throws the decision away, fetches it and decides anew.
package protocol LinkSource {
    /// The sequence number of the last event, 0 before the first.
    var seq: UInt64 { get }

    /// Finds the link of an order.
    func link(for key: LinkKey) -> Link?

    /// Finds a link by the daemon's own ID, which for a local link follows from its token.
    func link(withID id: LinkID) -> Link?

    /// Finds what was answered under an idempotency key.
    func memo(for scope: RequestScope) -> IdempotencyRecord?

    /// Finds all attempts of an order in the order in which they were made, the first link of the line included.
    ///
    /// - Parameter root: The first link of the line: the `root` of every attempt's lineage.
    /// - Returns: The attempts; none if there is no such link.
    func attempts(ofRoot root: LinkKey) -> [Link]
}

extension LinkSource {
    /// Finds the other attempts of a link's order.
    func others(of link: Link) -> [Link] {
        attempts(ofRoot: link.key.sibling(link.lineage.root)).filter { $0.key != link.key }
    }
}

extension Link {
    /// Whether this attempt settled the order after another one was made, so that the other's money would come on top.
    ///
    /// A link that was made after the order was paid was made on purpose, for more money.
    func settledOrder(of other: Link) -> Bool {
        guard let settlement = payments.settlement else { return false }
        return settlement.seq > other.createdSeq
    }

    /// Whether another attempt must not become payable because of this one.
    ///
    /// That is while this one can be paid or its money is held, and once it has settled the order.
    func rules(out other: Link, at now: Instant) -> Bool {
        let status = status(at: now)
        return status.isPayable || status == .uncleared || settledOrder(of: other)
    }
}
