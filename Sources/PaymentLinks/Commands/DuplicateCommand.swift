/// Makes a link with the terms of an existing one, some of them changed.
package struct DuplicateCommand: Sendable {
    package var source: LinkKey
    package var newOrderID: OrderID
    package var overrides: TermOverrides
    /// Whether the new link takes the old one's place, so that the old one can't be paid any more.
    package var supersede: Bool
    /// Whether what was paid on the superseded link counts for the new one.
    package var carryPaid: Bool
    package var issuance: Issuance
    package var request: RequestIdentity?

    package init(
        source: LinkKey,
        newOrderID: OrderID,
        overrides: TermOverrides,
        supersede: Bool,
        carryPaid: Bool = false,
        issuance: Issuance,
        request: RequestIdentity? = nil
    ) {
        self.source = source
        self.newOrderID = newOrderID
        self.overrides = overrides
        self.supersede = supersede
        self.carryPaid = carryPaid
        self.issuance = issuance
        self.request = request
    }
}

extension DuplicateCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let old = links.link(for: source) else { throw .unknownOrder(source) }
        let newKey = source.sibling(newOrderID)
        if let existing = links.link(for: newKey) { throw .orderIDInUse(existing: existing) }
        if let breach = newOrderID.breach { throw .invalid(breach) }
        if supersede { try old.checkSupersedable(in: links, at: now) }
        let terms: LinkTerms
        do throws(Refusal) {
            terms = try overrides.applied(to: old.terms)
        } catch {
            throw .invalid(error)
        }
        try issuance.check(newOrderID, terms)
        let lineage = Link.Lineage(
            duplicateOf: old.key.orderID,
            root: old.lineage.root,
            attempt: old.lineage.attempt + 1
        )
        let carried = supersede ? try carriedAmount(of: old, to: terms.money) : 0
        let new = LinkEvent.generated(
            LinkGenerated(issuance, key: newKey, terms: terms, lineage: lineage, carrying: carried, at: now)
        )
        guard supersede else { return .record([new], answer: newKey) }
        let superseded = LinkEvent.superseded(LinkSuperseded(of: old, by: newOrderID, terms))
        let events = links.others(of: old).lapses(at: now) + [superseded, new]
        guard carried >= terms.money.amount else { return .record(events, answer: newKey) }
        var pending = PendingLinks(over: links)
        for event in events { pending.add(event, at: now) }
        return .record(events + (pending.link(for: newKey).map { pending.covering($0, at: now) } ?? []), answer: newKey)
    }
}

extension DuplicateCommand {
    /// The money of the superseded link that counts for the new one.
    private func carriedAmount(of old: Link, to money: Money) throws(DecisionRefusal) -> Int64 {
        let paid = old.payments.counted
        guard paid > 0 else { return 0 }
        let order = old.key.orderID.text
        // First, since `carryPaid` is no help then.
        guard money.currency == old.terms.money.currency else {
            throw .invalid(
                Refusal(
                    .invalidCurrency,
                    "Order \(order) was part-paid in \(old.terms.money.currency.code), which can't count for a link in "
                        + "\(money.currency.code); keep the currency, or refund what was paid first."
                )
            )
        }
        guard carryPaid else { throw .partPaid(current: old) }
        // A link that asks for nothing is paid from its beginning; a payment service makes none.
        guard money.amount > paid || issuance.url != nil else {
            throw .invalid(
                Refusal(
                    .invalidAmount,
                    "Order \(order) has \(money.currency.shown(paid)) of payments already, and the payment service makes no link "
                        + "that asks for nothing; give a new amount above that, or report first what goes back."
                )
            )
        }
        return paid
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
        // A payable link hands its place on, so only a paid order prevents that. What those hold whose place this link took
        // counts for the new link: it is no demand for that money again.
        let forebears = Set(links.forebears(of: self).map(\.key))
        let rival = links.others(of: self).filter { !forebears.contains($0.key) }.first { other in
            isPayable(at: now) ? links.hasSettled(other, orderOf: self) : links.rules(other, out: self, at: now)
        }
        if let rival {
            throw .invalidTransition(current: self, attempted: "superseded", rival: rival.key.orderID)
        }
    }
}
