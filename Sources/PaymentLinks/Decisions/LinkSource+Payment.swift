// The effect of a payment on the other attempts of its order, whoever reports it.
extension LinkSource {
    /// The events of a payment: what it does to the other attempts, and the payment itself at the end.
    ///
    /// - Parameters:
    ///   - payment: The payment.
    ///   - link: Its link before it.
    ///   - now: The moment of the decision.
    /// - Returns: The events of one record.
    func events(of payment: PaymentRecorded, on link: Link, at now: Instant) -> [LinkEvent] {
        var payment = payment
        if payment.report.amount != nil { payment.currency = link.terms.money.currency }
        let settles = payment.becomes == .completed && link.payments.settlement == nil
        let heirs = heirs(of: link)
        guard let last = heirs.last else {
            guard settles else { return [.paymentRecorded(payment)] + covering(link, after: .paymentRecorded(payment), at: now) }
            return settled(link, by: payment, at: now)
        }
        let change = payment.change
        let carried = change == 0 ? [] : heirs.compactMap { $0.carried(change) }
        guard settles else {
            return carried + consequences(of: payment, for: last, at: now) + [.paymentRecorded(payment)]
        }
        // While the last heir asks for more than that, the order is not settled by it.
        let isOpen = last.asks && last.missing(after: change) > 0
        return carried + (isOpen ? [.paymentRecorded(payment)] : settled(link, by: payment, at: now))
    }

    /// What a change of what is carried over makes of the last heir of the link that it came to: a link that is covered so is
    /// paid, and one that was paid so does not stay it when the money goes back.
    private func consequences(of payment: PaymentRecorded, for last: Link, at now: Instant) -> [LinkEvent] {
        let change = payment.change
        guard change != 0, let becomes = last.status(carrying: change, payment.report.status, at: now) else { return [] }
        let moment = payment.report.occurredAt
        let consequence = PaymentRecorded(
            key: last.key,
            report: PaymentReport(status: payment.report.status, amount: 0, occurredAt: moment),
            currency: last.terms.money.currency,
            becomes: becomes,
            isLate: change > 0 && last.isLate(at: moment ?? now, isTold: moment != nil)
        )
        let isFirst = becomes == .completed && last.payments.settlement == nil
        return isFirst ? settled(last, by: consequence, at: now) : [.paymentRecorded(consequence)]
    }

    /// What follows an event after which a link could be paid, if all of it is carried over already: it is paid.
    ///
    /// Money may be carried over while the link is being issued, or while a payment of it is held.
    func covering(_ link: Link, after event: LinkEvent, at now: Instant) -> [LinkEvent] {
        guard link.asks, link.payments.carried > 0 else { return [] }
        var link = link
        link.fold(event, at: now, seq: seq + 1)
        guard link.payments.settlement == nil, link.missingAmount == 0 else { return [] }
        switch link.status(at: now) {
        case .active, .declined, .expired, .failed: break
        case .pending, .uncleared, .completed, .cancelled, .duplicate, .refunded, .partialRefunded, .chargedback: return []
        }
        let covered = PaymentRecorded(
            key: link.key,
            report: PaymentReport(status: .completed, amount: 0),
            currency: link.terms.money.currency,
            becomes: .completed,
            isLate: link.isLate(at: now, isTold: false)
        )
        return settled(link, by: covered, at: now)
    }

    /// Settles the order: in the same record, its other attempts stop being payable.
    private func settled(_ link: Link, by payment: PaymentRecorded, at now: Instant) -> [LinkEvent] {
        var events: [LinkEvent] = []
        var earlier: Link?
        for other in others(of: link) {
            switch other.status(at: now) {
            case .pending, .active, .expired, .declined, .uncleared:
                events.append(.markedDuplicate(LinkMarkedDuplicate(key: other.key, by: link.key.orderID)))
            // Ended for good already, or paid.
            case .completed, .cancelled, .duplicate, .refunded, .partialRefunded, .chargedback, .failed: break
            }
            if earlier == nil, other.payments.held > 0, hasSettled(other, orderOf: link) { earlier = other }
        }
        if let earlier { events.append(.paidAgain(LinkPaidAgain(key: earlier.key, by: link.key.orderID))) }
        let settling = PaymentRecorded(
            key: payment.key,
            report: payment.report,
            currency: payment.currency,
            becomes: payment.becomes,
            isLate: payment.isLate,
            settledBy: earlier?.key.orderID
        )
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

extension Link {
    /// What a change of what is carried over leaves carried over.
    private func carriedAmount(after change: Int64) -> Int64 {
        min(max(0, payments.carried.addingUpToMax(change)), Money.maximumAmount)
    }

    fileprivate func carried(_ change: Int64) -> LinkEvent? {
        let amount = carriedAmount(after: change)
        guard amount != payments.carried else { return nil }
        return .paidCarried(LinkPaidCarried(key: key, amount: amount, currency: terms.money.currency))
    }

    /// What will be missing of the amount of a link that is not settled.
    fileprivate func missing(after change: Int64) -> Int64 {
        max(0, terms.money.amount - payments.held.addingUpToMax(carriedAmount(after: change)))
    }

    /// The status that a change of what is carried over leads to; nil if it stays as it is.
    fileprivate func status(carrying change: Int64, _ status: ReportedStatus, at now: Instant) -> LinkStatus? {
        let missing = missing(after: change)
        guard payments.settlement != nil else {
            switch self.status(at: now) {
            case .active, .declined, .expired: return change > 0 && missing == 0 ? .completed : nil
            // Not issued yet, held for review, or ended in another way: its balance tells the rest.
            default: return nil
            }
        }
        // What is left pays for it all the same: only what was too much went back.
        if change < 0, missing == 0 { return nil }
        let becomes: LinkStatus? =
            switch LinkTransitions.effect(of: status, on: recordedStatus) {
            case .receives(let whole, let part): missing == 0 ? whole : part
            case .returns(let whole, let part): missing == terms.money.amount ? whole : part
            case .nothing, .becomes, .refused: nil
            }
        return becomes == recordedStatus ? nil : becomes
    }
}
