/// The state that decisions are made on: links and answered requests, as all events so far have made them.
///
/// Decisions are pure and may be repeated. An engine whose links are on disk answers nil for a link that is not in memory
/// yet, notes it, discards the decision, loads the link and decides again.
package protocol LinkSource {
    /// The sequence number of the last event, 0 before the first.
    var seq: UInt64 { get }

    /// Finds the link of an order.
    func link(for key: LinkKey) -> Link?

    /// Finds a link by its ID, which for a local link follows from its token.
    func link(withID id: LinkID) -> Link?

    /// Finds the request and the answer under an idempotency key.
    func memo(for scope: RequestScope) -> IdempotencyRecord?

    /// Finds all attempts of an order, oldest first, including the first link.
    ///
    /// - Parameter root: The first link, which is the `root` of every attempt's lineage. There is none if the first attempt
    ///   is an order that only the payment service knows.
    /// - Returns: The attempts.
    func attempts(ofRoot root: LinkKey) -> [Link]
}

extension LinkSource {
    /// Finds the other attempts of a link's order.
    func others(of link: Link) -> [Link] {
        attempts(ofRoot: link.key.sibling(link.lineage.root)).filter { $0.key != link.key }
    }

    /// Finds all attempts of an order by one of them, itself included; none if there is no such link.
    package func attempts(of key: LinkKey) -> [Link] {
        link(for: key).map { attempts(ofRoot: key.sibling($0.lineage.root)) } ?? []
    }

    /// Finds the links that took a link's place, one after the other.
    func successors(of link: Link) -> [Link] {
        var successors: [Link] = []
        while let by = (successors.last ?? link).supersededBy, let next = self.link(for: link.key.sibling(by)) {
            successors.append(next)
        }
        return successors
    }

    /// Finds the link at the end of a link's successors; the link itself if it was not superseded.
    func lastSuccessor(of link: Link) -> Link { successors(of: link).last ?? link }

    /// Refuses a change of a link, with the links to go on with.
    func refusal(of attempted: AttemptedChange, to link: Link, rival: Link? = nil) -> DecisionRefusal {
        let successor = link.supersededBy == nil ? nil : lastSuccessor(of: link)
        return .invalidTransition(RefusedTransition(link, attempted, successor: successor, rival: rival))
    }

    /// Refuses a second link for an order.
    func refusal(ofSecond link: Link) -> DecisionRefusal {
        .orderIDInUse(existing: link, successor: link.supersededBy == nil ? nil : lastSuccessor(of: link))
    }
}
