/// Makes a link with the terms of an existing one, some of them changed.
package struct DuplicateCommand: Sendable {
    package var source: LinkKey
    package var newOrderID: OrderID
    package var overrides: TermOverrides
    /// Whether the new link takes the old one's place, so that the old one can't be paid any more.
    package var supersede: Bool
    package var issuance: Issuance
    package var request: RequestIdentity?

    package init(
        source: LinkKey,
        newOrderID: OrderID,
        overrides: TermOverrides,
        supersede: Bool,
        issuance: Issuance,
        request: RequestIdentity? = nil
    ) {
        self.source = source
        self.newOrderID = newOrderID
        self.overrides = overrides
        self.supersede = supersede
        self.issuance = issuance
        self.request = request
    }
}

extension DuplicateCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let old = links.link(for: source) else { throw .unknownOrder(source) }
        let newKey = source.sibling(newOrderID)
        if let existing = links.link(for: newKey) { throw .orderIDInUse(existing: existing) }
        if supersede { try old.checkSupersedable(in: links, at: now) }
        let terms: LinkTerms
        do throws(Refusal) {
            terms = try overrides.applied(to: old.terms)
        } catch {
            throw .invalid(error)
        }
        let lineage = Link.Lineage(
            duplicateOf: old.key.orderID,
            root: old.lineage.root,
            attempt: old.lineage.attempt + 1
        )
        let new = LinkEvent.generated(LinkGenerated(issuance, key: newKey, terms: terms, lineage: lineage, at: now))
        guard supersede else { return .record([new], answer: newKey) }
        let superseded = LinkEvent.superseded(LinkSuperseded(key: source, by: newOrderID))
        return .record(links.others(of: old).lapses(at: now) + [superseded, new], answer: newKey)
    }
}

extension Link {
    /// Superseding makes neither a second payable link nor a link for an order that is paid.
    fileprivate func checkSupersedable(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) {
        // Its successor may be payable.
        if supersededBy != nil { throw .invalidTransition(current: self, attempted: "superseded again") }
        let status = status(at: now)
        guard status.isPayable || status.isDead else {
            throw .invalidTransition(current: self, attempted: "superseded")
        }
        // A payable link hands its place on, so only a paid order prevents that.
        let rival = links.others(of: self).first { other in
            status.isPayable ? other.settledOrder(of: self) : other.rules(out: self, at: now)
        }
        if let rival {
            let other = "while order \(rival.key.orderID.text) can be paid or was paid"
            throw .invalidTransition(current: self, attempted: "superseded \(other)")
        }
    }
}
