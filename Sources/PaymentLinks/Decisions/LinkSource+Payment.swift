// The effect of a payment on the other attempts of its order, whoever reports it.
extension LinkSource {
    /// The events of a payment: what it does to the other attempts, and the payment itself at the end; with them, what they
    /// change of the money that is too much.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - link: Its link before it.
    ///   - now: The moment of the decision.
    /// - Returns: The events of one record.
    func events(of payment: PaymentRecorded, on link: Link, at now: Instant) -> [LinkEvent] {
        recounting(movement(of: payment, on: link, at: now), at: now)
    }

    private func movement(of payment: PaymentRecorded, on link: Link, at now: Instant) -> [LinkEvent] {
        var payment = payment
        if payment.report.amount != nil { payment.currency = link.terms.money.currency }
        let counts = countsForOrder(link)
        let settles = payment.becomes == .completed && link.payments.settlement == nil && counts
        let heirs = heirs(of: link)
        guard let last = heirs.last else {
            if settles { return settled(link, by: payment, at: now) }
            var paid = link
            paid.fold(.paymentRecorded(payment), at: now, seq: seq + 1)
            return [.paymentRecorded(payment)] + (payment.change < 0 ? [] : covering(paid, at: now))
                + [paid.endAskingTooMuch(at: now)].compactMap(\.self)
        }
        let change = payment.change
        var carried = change == 0 ? [] : heirs.compactMap { $0.carried(change) }
        // A link that is paid itself needs no other one to be paid by it, unless that was given up and settles nothing.
        for heir in heirs where !settles || heir.payments.settlement != nil || heir.isGivenUp {
            carried += consequences(of: payment, for: heir, at: now)
        }
        carried += end(of: last, carrying: change, at: now)
        guard settles else { return carried + [.paymentRecorded(payment)] }
        // While the last heir asks for more than that, the order is not settled by it; one that was given up settles it itself.
        let isOpen = last.isGivenUp || last.asks && last.missing(after: change) > 0
        return carried + (isOpen ? [.paymentRecorded(payment)] : settled(link, by: payment, at: now))
    }

    /// The end of an heir whose page at a payment service asks for too much from now on.
    private func end(of heir: Link, carrying change: Int64, at now: Instant) -> [LinkEvent] {
        guard change > 0, let carried = heir.carried(change) else { return [] }
        var heir = heir
        heir.fold(carried, at: now, seq: seq + 1)
        return [heir.endAskingTooMuch(at: now)].compactMap(\.self)
    }

    /// What a change of what is carried over makes of an heir of the link that it came to: one that is covered so is paid, and
    /// one that was paid so does not stay it when the money goes back.
    private func consequences(of payment: PaymentRecorded, for heir: Link, at now: Instant) -> [LinkEvent] {
        let change = payment.change
        guard change != 0, let consequence = heir.consequence(carrying: change, payment.report, at: now) else {
            return []
        }
        return heir.payments.settlement == nil
            ? settled(heir, by: consequence, at: now) : [.paymentRecorded(consequence)]
    }

    /// What follows for a link that could be paid now, if all of it is carried over already: it is paid.
    ///
    /// That may be so from its beginning, and when money came to an earlier link while this one was being issued.
    func covering(_ link: Link, at now: Instant) -> [LinkEvent] {
        link.covering(at: now).map { settled(link, by: $0, at: now) } ?? []
    }

    /// Settles the demand of a link: in the same record, the other attempts at it stop being payable.
    private func settled(_ link: Link, by payment: PaymentRecorded, at now: Instant) -> [LinkEvent] {
        var events: [LinkEvent] = []
        var earlier: Link?
        for other in alternatives(to: link) {
            switch other.status(at: now) {
            // It is paid or a duplicate already, once the hold ends.
            case .uncleared where other.payments.settlement != nil || other.beforeHold == .duplicate: break
            case .pending, .active, .expired, .declined, .uncleared:
                events.append(.markedDuplicate(LinkMarkedDuplicate(key: other.key, by: link.key.orderID)))
            // Ended for good already, or paid.
            case .completed, .cancelled, .duplicate, .refunded, .partialRefunded, .chargedback, .failed: break
            }
            if earlier == nil, other.payments.counted > 0, hasSettled(other, demandOf: link) { earlier = other }
        }
        var settling = payment
        settling.settledBy = earlier?.key.orderID
        return events + [.paymentRecorded(settling)]
    }
}

extension PaymentRecorded {
    /// What it adds to what its link holds, in minor units; below 0 for money that goes back.
    fileprivate var change: Int64 {
        guard report.status.movesMoney, let amount = report.amount else { return 0 }
        return report.status.meaning == .completed ? amount : -amount
    }
}
