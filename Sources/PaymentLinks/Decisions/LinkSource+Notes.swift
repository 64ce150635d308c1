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
        case .duplicate(let command) where !command.supersede: notes(onCopy: command, at: now)
        case .recordPayment(let command): notes(onPaymentOf: command.key, events, at: now)
        default: []
        }
    }

    /// What was paid before does not count for a copy that takes no place, which asks for all of its amount.
    private func notes(onCopy command: DuplicateCommand, at now: Instant) -> [OrderNote] {
        guard let source = link(for: command.source) else { return [] }
        let teller = heirs(of: source).last ?? source
        let amount = teller.asks ? teller.balance.held : teller.balance.over
        guard amount > 0 else { return [] }
        let currency = command.overrides.currency ?? source.terms.money.currency
        let replaced = currency == teller.terms.money.currency ? replaceable(for: teller, at: now) : nil
        return [.uncounted(holding(amount, of: teller), new: command.newOrderID, replacing: replaced?.key.orderID)]
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
            holders: ([link] + forebears(of: link)).filter { $0.payments.held > 0 }.map(\.key.orderID)
        )
    }
}
