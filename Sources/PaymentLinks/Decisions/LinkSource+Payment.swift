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
        guard payment.becomes == .completed, link.payments.settlement == nil else {
            return carried(payment, from: link, at: now) + [.paymentRecorded(payment)]
        }
        return settled(link, by: payment, at: now)
    }

    /// What counts for the link that took this one's place, if a report changes it; a link that is covered so is paid.
    private func carried(_ payment: PaymentRecorded, from link: Link, at now: Instant) -> [LinkEvent] {
        guard link.supersededBy != nil, link.payments.settlement == nil, payment.report.status.movesMoney,
            let amount = payment.report.amount
        else { return [] }
        let last = lastSuccessor(of: link)
        guard last.key != link.key, last.payments.settlement == nil,
            last.terms.money.currency == link.terms.money.currency
        else { return [] }
        let change = payment.report.status.meaning == .completed ? amount : -amount
        let counted = min(max(0, last.payments.carried + change), Money.maximumAmount)
        guard counted != last.payments.carried else { return [] }
        let currency = last.terms.money.currency
        let carried = LinkEvent.paidCarried(LinkPaidCarried(key: last.key, amount: counted, currency: currency))
        guard last.payments.held.addingUpToMax(counted) >= last.terms.money.amount else { return [carried] }
        switch last.status(at: now) {
        case .active, .declined, .expired: break
        // Not issued yet, held for review, or ended in another way: what is due tells the rest.
        default: return [carried]
        }
        let moment = payment.report.occurredAt
        let covered = PaymentRecorded(
            key: last.key,
            report: PaymentReport(status: .completed, amount: 0, occurredAt: moment),
            currency: currency,
            becomes: .completed,
            isLate: last.isLate(at: moment ?? now, isTold: moment != nil)
        )
        return [carried] + settled(last, by: covered, at: now)
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
            if earlier == nil, other.settledOrder(of: link), other.payments.held > 0 { earlier = other }
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
