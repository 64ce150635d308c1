/// Records what came of asking a payment service for a link; the daemon asks for it itself.
package struct RecordIssuanceCommand: Sendable {
    package let key: LinkKey
    /// The link that the service was asked for.
    package let id: LinkID
    package let outcome: IssuanceOutcome

    package init(key: LinkKey, id: LinkID, outcome: IssuanceOutcome) {
        self.key = key
        self.id = id
        self.outcome = outcome
    }
}

extension RecordIssuanceCommand {
    /// The first outcome counts: a second one changes nothing.
    ///
    /// - Throws: `unknownOrder`.
    func decide(in links: some LinkSource) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(for: key), link.id == id else { throw .unknownOrder(key) }
        guard link.awaitsIssuance else { return .unchanged(link) }
        switch outcome {
        case .issued(let url): return .record([.issued(LinkIssued(key: key, url: url))], answer: key)
        case .refused(let refusal):
            return .record([.issueFailed(LinkIssueFailed(key: key, refusal: refusal))], answer: key)
        }
    }
}
