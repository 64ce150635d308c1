extension LinkSource {
    /// What is to be told with the outcome of a command.
    ///
    /// - Parameters:
    ///   - events: What was decided.
    ///   - command: The command.
    ///   - now: The moment of the decision.
    /// - Returns: The notes; none for most commands, and for an order with a single link.
    package func notes(on events: [LinkEvent], of command: Command, at now: Instant) -> [OrderNote] {
        switch command {
        case .duplicate, .generate: notes(onMaking: events, at: now)
        case .recordPayment(let command): notes(onPaymentOf: command.key, events, at: now)
        default: []
        }
    }

    /// Whoever makes a link of another one is told of all money of the demand that does not count for it.
    private func notes(onMaking events: [LinkEvent], at now: Instant) -> [OrderNote] {
        let made = events.compactMap { if case .generated(let made) = $0 { made } else { nil } }
        guard made.contains(where: { $0.lineage.duplicateOf != nil }) else { return [] }
        var pending = PendingLinks(over: self)
        for event in events { pending.add(event, at: now) }
        return made.flatMap { made in
            pending.link(for: made.key).map { pending.notes(onMaking: $0, at: now) } ?? []
        }
    }

    private func notes(onMaking link: Link, at now: Instant) -> [OrderNote] {
        guard let source = link.lineage.duplicateOf.map({ link.key.sibling($0) }) else { return [] }
        let attempts = attempts(of: link.key)
        let demands = demands(of: attempts)
        // A link that asks for more is told of what is over of the demand that was paid.
        let concerned = [demands[link], attempts.first { $0.key == source }.map { demands[$0] }]
        var without = PendingLinks(over: self)
        without.add(.cancelled(LinkCancelled(key: link.key, reason: nil)), at: now)
        return attempts.filter { $0.key != link.key && concerned.contains(demands[$0]) }.compactMap { teller in
            let amount = teller.asks ? teller.balance.held : teller.balance.over
            guard amount > 0 else { return nil }
            // A link that is paid from its beginning is not cancelled any more.
            let canCount =
                link.payments.settlement == nil && teller.terms.money.currency == link.terms.money.currency
            return .uncounted(
                holding(amount, of: teller),
                new: link.key.orderID,
                replacing: canCount ? without.replaceable(for: teller, at: now)?.key.orderID : nil
            )
        }
    }

    /// The link by whose replacement the money of another one comes to count: that one itself, or what is in its way.
    private func replaceable(for link: Link, at now: Instant) -> Link? {
        do throws(DecisionRefusal) {
            try checkSupersedable(link, at: now)
            return link
        } catch {
            guard case .invalidTransition(let refused) = error else { return nil }
            return refused.way(at: now)
        }
    }

    /// What became too much, or is no longer, at the attempts that the payment did not come to.
    private func notes(onPaymentOf key: LinkKey, _ events: [LinkEvent], at now: Instant) -> [OrderNote] {
        guard let link = link(for: key), !others(of: link).isEmpty else { return [] }
        var pending = PendingLinks(over: self)
        for event in events { pending.add(event, at: now) }
        let teller = pending.heirs(of: link).last ?? link
        return pending.others(of: link).filter { other in
            other.key != teller.key && other.balance.over > 0
                && other.balance.over != self.link(for: other.key)?.balance.over
        }.map { .over(pending.holding($0.balance.over, of: $0)) }
    }

    private func holding(_ amount: Int64, of link: Link) -> OrderNote.Holding {
        OrderNote.Holding(
            order: link.key.orderID,
            amount: amount,
            currency: link.terms.money.currency,
            holders: ([link] + forebears(of: link)).filter { $0.payments.held > 0 }.map(\.key.orderID),
            isSurplus: link.balance.held > amount
        )
    }
}
