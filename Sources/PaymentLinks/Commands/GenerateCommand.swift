/// Makes a link.
package struct GenerateCommand: Sendable {
    package var key: LinkKey
    package var terms: LinkTerms
    package var issuance: Issuance
    package var onExisting: OnExisting
    /// The order whose terms these are, where only the payment service knows it: the link is the next attempt of that order.
    package var copyOf: OrderID?
    package var request: RequestIdentity?

    package init(
        key: LinkKey,
        terms: LinkTerms,
        issuance: Issuance,
        onExisting: OnExisting = .error,
        copyOf: OrderID? = nil,
        request: RequestIdentity? = nil
    ) {
        self.key = key
        self.terms = terms
        self.issuance = issuance
        self.onExisting = onExisting
        self.copyOf = copyOf
        self.request = request
    }

    /// What to do when the order ID has a link already.
    package enum OnExisting: String, Sendable, CaseIterable {
        /// Refuse, and show the existing link.
        case error
        /// Answer the existing link, whatever its state.
        case `return`
        /// Make a numbered attempt under an order ID of its own if the existing link is dead or was opened too often, else
        /// answer the existing link.
        case reissue
    }
}

extension GenerateCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let existing = links.link(for: key) else {
            if let breach = key.orderID.breach { throw .invalid(breach) }
            let lineage = Link.Lineage(duplicateOf: copyOf, root: copyOf ?? key.orderID, attempt: copyOf == nil ? 1 : 2)
            return .record([try generated(under: key, lineage: lineage, at: now)], answer: key)
        }
        switch onExisting {
        case .error: throw links.refusal(ofSecond: existing)
        case .return: return .unchanged(existing)
        case .reissue: return try reissue(existing, in: links, at: now)
        }
    }

    /// Makes the next attempt only if the last one is dead or was opened too often: one order never has two payable links.
    private func reissue(
        _ existing: Link,
        in links: some LinkSource,
        at now: Instant
    ) throws(DecisionRefusal) -> Decision {
        var latest = existing
        var number = 2
        while let attempt = try? OrderID.recorded(numbered(number)), let link = links.link(for: key.sibling(attempt)) {
            // The shop may have an order of its own called "A-17/2". It is no attempt of A-17: skip its number.
            if link.lineage.root == existing.lineage.root { latest = link }
            number += 1
        }
        // A superseded link is continued by its successor.
        latest = links.lastSuccessor(of: latest)
        let family = links.others(of: latest)
        let isExhausted = latest.isExhausted(at: now)
        guard latest.status(at: now).isDead || isExhausted else {
            // If another attempt paid the order, that attempt is the answer.
            let payer = latest.payments.settledBy.flatMap { links.link(for: key.sibling($0)) }
            return .unchanged(latest.status(at: now) == .duplicate ? payer ?? latest : latest)
        }
        let rival =
            family.first { $0.isUnderWay(at: now) }
            ?? links.alternatives(to: latest).first { links.hasSettled($0, demandOf: latest) }
        if let rival { return .unchanged(rival) }
        if latest.payments.counted > 0 {
            let currency = latest.terms.money.currency
            throw .partPaid(current: latest, paid: latest.payments.counted, currency: currency)
        }
        guard let orderID = try? OrderID.recorded(numbered(number)) else {
            throw .invalid(.noRoom(for: numbered(number)))
        }
        let lineage = Link.Lineage(
            duplicateOf: latest.key.orderID,
            root: existing.lineage.root,
            attempt: latest.lineage.attempt + 1
        )
        let attemptKey = key.sibling(orderID)
        // Record expiries that only the clock implies: were the clock set back, an old attempt would be payable again
        // beside the new one.
        let lapses = (family + [latest]).lapses(at: now)
        // A link that was only opened too often could be paid again after an update.
        let superseded = isExhausted ? [LinkEvent.superseded(LinkSuperseded(of: latest, by: orderID, terms))] : []
        return .record(
            lapses + superseded + [try generated(under: attemptKey, lineage: lineage, at: now)],
            answer: attemptKey
        )
    }

    /// The order ID of an attempt, which may be too long for one.
    private func numbered(_ number: Int) -> String {
        "\(key.orderID.text)/\(number)"
    }

    private func generated(
        under key: LinkKey,
        lineage: Link.Lineage,
        at now: Instant
    ) throws(DecisionRefusal) -> LinkEvent {
        try issuance.check(key.orderID, terms)
        return .generated(LinkGenerated(issuance, key: key, terms: terms, lineage: lineage, at: now))
    }
}

extension Refusal {
    /// An order ID of nearly 50 characters leaves no room for the number of an attempt.
    fileprivate static func noRoom(for attempt: String) -> Refusal {
        Refusal(
            .invalidOrderId,
            "The next attempt would be order \(attempt), and an order ID has at most "
                + "\(OrderID.rule.scalarCounts.upperBound) characters; give a new, shorter order ID."
        )
    }
}
