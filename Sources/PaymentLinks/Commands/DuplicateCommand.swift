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
        if let existing = links.link(for: newKey) { throw links.refusal(ofSecond: existing) }
        if let breach = newOrderID.breach { throw .invalid(breach) }
        if supersede { try links.checkSupersedable(old, at: now) }
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
        let carried = supersede ? try carriedAmount(of: old, to: terms.money, in: links, at: now) : 0
        let new = LinkEvent.generated(
            LinkGenerated(issuance, key: newKey, terms: terms, lineage: lineage, carrying: carried, at: now)
        )
        guard supersede else { return .record([new], answer: newKey) }
        let superseded = LinkEvent.superseded(LinkSuperseded(of: old, by: newOrderID, terms))
        let events =
            links.others(of: old).lapses(at: now) + gathering(beside: old, for: terms, in: links, at: now)
            + links.counting(again: old, for: terms.money.currency) + [superseded, new]
        guard carried >= terms.money.amount else { return .record(events, answer: newKey) }
        var pending = PendingLinks(over: links)
        for event in events { pending.add(event, at: now) }
        let covered = events + (pending.link(for: newKey).map { pending.covering($0, at: now) } ?? [])
        return .record(links.recounting(covered, at: now), answer: newKey)
    }

    /// The money that counts for the new link: what the superseded link has of payments, and with `carryPaid` what the
    /// order's other attempts hold that nobody can pay any more.
    private func carriedAmount(
        of old: Link,
        to money: Money,
        in links: some LinkSource,
        at now: Instant
    ) throws(DecisionRefusal) -> Int64 {
        let order = old.key.orderID.text
        // First, since `carryPaid` is no help then.
        guard money.currency == old.terms.money.currency || old.payments.counted == 0 else {
            throw .invalid(
                Refusal(
                    .invalidCurrency,
                    "Order \(order) was part-paid in \(old.terms.money.currency.code), which can't count for a link in "
                        + "\(money.currency.code); keep the currency, or refund what was paid first."
                )
            )
        }
        let own = links.held(for: old, in: money.currency)
        guard carryPaid || own == 0 else { throw .partPaid(current: old, paid: own, currency: money.currency) }
        let gathered = carryPaid ? links.givenUp(beside: old, in: money.currency, at: now) : []
        let paid = gathered.reduce(own) { min($0.addingUpToMax($1.payments.counted), Money.maximumAmount) }
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

    /// The end of the other attempts whose money counts for the new link.
    private func gathering(
        beside old: Link,
        for terms: LinkTerms,
        in links: some LinkSource,
        at now: Instant
    ) -> [LinkEvent] {
        guard carryPaid else { return [] }
        return links.givenUp(beside: old, in: terms.money.currency, at: now).map { other in
            .superseded(LinkSuperseded(of: other, by: newOrderID, terms))
        }
    }
}

extension LinkSource {
    /// Superseding makes neither a second payable link nor a link for an order that is paid.
    func checkSupersedable(_ link: Link, at now: Instant) throws(DecisionRefusal) {
        // Its successor may be payable.
        if link.supersededBy != nil { throw refusal(of: .supersededAgain, to: link) }
        let status = link.status(at: now)
        guard status.isPayable || status.isDead else { throw refusal(of: .superseded, to: link) }
        // A payable link hands its place on, so only a paid order prevents that. What those hold whose place this link took
        // counts for the new link: it is no demand for that money again.
        let rival =
            link.isPayable(at: now)
            ? alternatives(to: link).first {
                hasSettled($0, demandOf: link) && lastSuccessor(of: $0).key != link.key
            }
            : rival(of: link, at: now)
        if let rival { throw refusal(of: .superseded, to: link, rival: rival) }
    }

    /// What a link and those before it hold in a currency.
    fileprivate func held(for link: Link, in currency: Currency) -> Int64 {
        if link.terms.money.currency == currency { return link.payments.counted }
        return predecessors(of: link).filter { $0.terms.money.currency == currency }
            .reduce(0) { min($0.addingUpToMax($1.payments.held), Money.maximumAmount) }
    }

    /// The other attempts of a link's order that hold money in a currency, and that nobody can pay any more.
    fileprivate func givenUp(beside link: Link, in currency: Currency, at now: Instant) -> [Link] {
        others(of: link).filter { other in
            other.supersededBy == nil && other.status(at: now).isDead && other.payments.counted > 0
                && other.terms.money.currency == currency
        }
    }

    /// Tells of the links before one that they count again, since the order comes back to their currency.
    fileprivate func counting(again link: Link, for currency: Currency) -> [LinkEvent] {
        predecessors(of: link).filter { $0.terms.money.currency == currency && $0.successorCurrency != nil }
            .map { .paidCounted(LinkPaidCounted(key: $0.key, amount: $0.payments.counted, currency: currency)) }
    }
}
