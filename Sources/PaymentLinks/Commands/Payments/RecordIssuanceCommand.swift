/// Records what came of asking a payment service for a link; the daemon asks for it itself.
package struct RecordIssuanceCommand: Sendable {
    package let key: LinkKey
    /// The link that the service was asked for.
    package let id: LinkID
    package let outcome: IssuanceOutcome
    /// Whether nobody can pay at the service any more.
    package let isClosedThere: Bool

    package init(key: LinkKey, id: LinkID, outcome: IssuanceOutcome, isClosedThere: Bool = false) {
        self.key = key
        self.id = id
        self.outcome = outcome
        self.isClosedThere = isClosedThere
    }
}

extension RecordIssuanceCommand {
    /// The first outcome counts: a second one changes nothing.
    ///
    /// Nor does an address that can be paid, once the link was cancelled or another one took its place: the outcome stays
    /// unknown, so that after a crash too it is cancelled at the service before anything is recorded.
    ///
    /// - Throws: `unknownOrder`.
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(for: key), link.id == id else { throw .unknownOrder(key) }
        guard link.awaitsIssuance else { return .unchanged(link) }
        switch outcome {
        case .issued(let url):
            switch link.status(at: now) {
            case .cancelled, .duplicate: guard isClosedThere else { return .unchanged(link) }
            default: break
            }
            return recorded(.issued(LinkIssued(key: key, url: url)), on: link, in: links, at: now)
        case .refused(let refusal):
            return recorded(.issueFailed(LinkIssueFailed(key: key, refusal: refusal)), on: link, in: links, at: now)
        }
    }

    /// A link that late money for an earlier attempt covers is paid, whether the service made it or not.
    private func recorded(_ event: LinkEvent, on link: Link, in links: some LinkSource, at now: Instant) -> Decision {
        var link = link
        link.fold(event, at: now, seq: links.seq + 1)
        return .record(links.recounting([event] + links.covering(link, at: now), at: now), answer: key)
    }
}
