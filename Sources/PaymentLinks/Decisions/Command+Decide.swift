extension Command {
    /// Decides what a command does to the links so far.
    ///
    /// Pure: the moment is given, random numbers are in the command.
    ///
    /// An idempotency key is looked at first, before anything that time changes, so that a retry gets the first answer
    /// even when the link has expired since.
    package func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        if let request, let memo = links.memo(for: request.scope) {
            let differences = request.fingerprint.differences(from: memo.fingerprint)
            guard differences.isEmpty else {
                throw .idempotencyConflict(parameters: differences, memo: memo)
            }
            return .replayed(memo)
        }
        let decision = try decideAnew(in: links, at: now)
        if case .unchanged(let links) = decision, request != nil {
            let answers = links.map(\.key)
            return .record(answers.map { .answered(LinkAnswered(key: $0)) }, answers: answers)
        }
        return decision
    }

    private func decideAnew(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        switch self {
        case .generate(let command): try command.decide(in: links, at: now)
        case .duplicate(let command): try command.decide(in: links, at: now)
        case .cancel(let command): try command.decide(in: links, at: now)
        case .recordPayment(let command): try command.decide(in: links, at: now)
        case .update(let command): try command.decide(in: links, at: now)
        case .expire(let keys): try ExpireCommand(keys: keys).decide(in: links, at: now)
        case .generateBatch(let command): try command.decide(in: links, at: now)
        case .open(let command): try command.decide(in: links, at: now)
        case .erase(let command): try command.decide(in: links)
        }
    }
}

extension GenerateCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let existing = links.link(for: key) else {
            let first = Link.Lineage(duplicateOf: nil, root: key.orderID, attempt: 1)
            return .record([generated(under: key, lineage: first, at: now)], answer: key)
        }
        switch onExisting {
        case .error: throw .orderIDInUse(existing: existing)
        case .return: return .unchanged(existing)
        case .reissue: return try reissue(existing, in: links, at: now)
        }
    }

    /// One order never has two payable links: only when the last attempt is dead does another one begin.
    private func reissue(
        _ existing: Link,
        in links: some LinkSource,
        at now: Instant
    ) throws(DecisionRefusal) -> Decision {
        var latest = existing
        var number = 2
        while let attempt = try? OrderID(numbered(number)), let link = links.link(for: key.sibling(attempt)) {
            // An order of the shop's own may happen to be called "A-17/2"; it is no attempt of ours, so look further.
            if link.lineage.root == existing.lineage.root { latest = link }
            number += 1
        }
        // A link that was superseded lives on in the one that took its place.
        while let by = latest.supersededBy, let successor = links.link(for: key.sibling(by)) { latest = successor }
        let family = links.others(of: latest)
        guard latest.status(at: now).isDead else {
            // The order is paid: its answer is the attempt that was paid.
            let payer = latest.payments.settledBy.flatMap { links.link(for: key.sibling($0)) }
            return .unchanged(latest.status(at: now) == .duplicate ? payer ?? latest : latest)
        }
        if let rival = family.first(where: { $0.rules(out: latest, at: now) }) { return .unchanged(rival) }
        guard let orderID = try? OrderID(numbered(number)) else { throw .invalid(.noRoom(for: numbered(number))) }
        let lineage = Link.Lineage(
            duplicateOf: latest.key.orderID,
            root: existing.lineage.root,
            attempt: latest.lineage.attempt + 1
        )
        let attemptKey = key.sibling(orderID)
        // What is expired by the clock alone must not come back beside the new attempt when the clock is put back.
        let lapses = (family + [latest]).lapses(at: now)
        return .record(lapses + [generated(under: attemptKey, lineage: lineage, at: now)], answer: attemptKey)
    }

    /// The order ID of an attempt, if it is not too long for one.
    private func numbered(_ number: Int) -> String {
        "\(key.orderID.text)/\(number)"
    }

    private func generated(under key: LinkKey, lineage: Link.Lineage, at now: Instant) -> LinkEvent {
        .generated(LinkGenerated(issuance, key: key, terms: terms, lineage: lineage, at: now))
    }
}

extension LinkKey {
    /// Another order of the same site.
    package func sibling(_ orderID: OrderID) -> LinkKey {
        LinkKey(site: site, orderID: orderID)
    }
}

extension Refusal {
    /// An order ID of nearly 50 characters leaves no room for the number of an attempt.
    fileprivate static func noRoom(for attempt: String) -> Refusal {
        Refusal(
            .invalidOrderId,
            "The next attempt would be order \(attempt), and an order ID has at most 50 characters; "
                + "give a new, shorter order ID."
        )
    }
}

extension DuplicateCommand {
    fileprivate func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let old = links.link(for: source) else { throw .unknownOrder(source) }
        let newKey = LinkKey(site: source.site, orderID: newOrderID)
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
    /// To supersede never makes a second payable link, and never one for an order that is paid.
    fileprivate func checkSupersedable(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) {
        // Its successor may be payable.
        if supersededBy != nil { throw .invalidTransition(current: self, attempted: "superseded again") }
        let status = status(at: now)
        guard status.isPayable || status.isDead else {
            throw .invalidTransition(current: self, attempted: "superseded")
        }
        // A link that can be paid hands just that on, so only a paid order stands in its way.
        let rival = links.others(of: self).first { other in
            status.isPayable ? other.settledOrder(of: self) : other.rules(out: self, at: now)
        }
        if let rival {
            let other = "while order \(rival.key.orderID.text) can be paid or was paid"
            throw .invalidTransition(current: self, attempted: "superseded \(other)")
        }
    }
}

extension CancelCommand {
    fileprivate func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(for: key) else { throw .unknownOrder(key) }
        if let ifVersion, ifVersion != link.version { throw .versionConflict(current: link) }
        switch link.status(at: now) {
        case .cancelled:
            // Asking again is no mistake: the link is what the caller wants it to be.
            return .unchanged(link)
        case .pending, .active, .expired, .declined, .failed:
            return .record([.cancelled(LinkCancelled(key: key, reason: reason))], answer: key)
        case .uncleared, .completed, .duplicate, .refunded, .partialRefunded, .chargedback:
            throw .invalidTransition(current: link, attempted: "cancelled")
        }
    }
}

extension LinkGenerated {
    /// A lifetime counts from the moment of the decision.
    fileprivate init(_ issuance: Issuance, key: LinkKey, terms: LinkTerms, lineage: Link.Lineage, at now: Instant) {
        self.init(
            id: issuance.id,
            key: key,
            issuer: issuance.issuer,
            url: issuance.url,
            terms: terms,
            expiresAt: now.adding(seconds: terms.lifetime.seconds),
            lineage: lineage
        )
    }
}
