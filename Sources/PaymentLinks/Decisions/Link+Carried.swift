// What a change of the money that is carried over makes of a link.
extension Link {
    /// Whether a payment service made it, or is asked to: its page goes on asking for what was due when it was made.
    private var isAtService: Bool { url == nil || issuanceSeq != nil }

    /// The end of a link whose page at a payment service asks for more than is due, since money came to an earlier attempt
    /// after it was made; nil if there is no such page.
    func endAskingTooMuch(at now: Instant) -> LinkEvent? {
        guard isAtService, supersededBy == nil, payments.carried > payments.carriedAtFirst, missingAmount > 0 else {
            return nil
        }
        switch status(at: now) {
        case .pending, .active, .declined: return .cancelled(LinkCancelled(key: key, reason: .asksTooMuch))
        // Ended already; what is held for review is looked at once that ends.
        default: return nil
        }
    }

    /// What a change of what is carried over leaves carried over.
    private func carriedAmount(after change: Int64) -> Int64 {
        min(max(0, payments.carried.addingUpToMax(change)), Money.maximumAmount)
    }

    func carried(_ change: Int64) -> LinkEvent? {
        let amount = carriedAmount(after: change)
        guard amount != payments.carried else { return nil }
        return .paidCarried(LinkPaidCarried(key: key, amount: amount, currency: terms.money.currency))
    }

    /// What will be missing of the amount of a link that is not settled.
    func missing(after change: Int64) -> Int64 {
        max(0, terms.money.amount - payments.held.addingUpToMax(carriedAmount(after: change)))
    }

    /// Whether it is paid once what is carried over covers it, as by a payment of its own: the last link, also after it ended
    /// unpaid, and while a payment of it is held.
    func canBeCovered(at now: Instant) -> Bool {
        guard payments.settlement == nil, supersededBy == nil else { return false }
        return switch beforeHold ?? status(at: now) {
        case .active, .declined, .expired, .cancelled, .failed: true
        // Not issued yet, or the order is paid: its balance tells the rest.
        case .pending, .uncleared, .completed, .duplicate, .refunded, .partialRefunded, .chargedback: false
        }
    }

    /// What a change of what is carried over makes of it; nil if it stays as it is.
    ///
    /// - Parameters:
    ///   - change: What comes, or below 0 what goes back.
    ///   - report: What was reported of the link where that happens.
    ///   - now: The moment of the decision.
    /// - Returns: The consequence.
    func consequence(carrying change: Int64, _ report: PaymentReport, at now: Instant) -> PaymentRecorded? {
        status(carrying: change, report.status, at: now).map { status in
            consequence(status, of: report.status, at: report.occurredAt, isLate: change > 0, now)
        }
    }

    /// What makes it paid, all of it being carried over; nil if it is not.
    func covering(at now: Instant) -> PaymentRecorded? {
        guard canBeCovered(at: now), payments.carried > 0, missingAmount == 0 else { return nil }
        return consequence(.completed, of: .completed, at: nil, isLate: true, now)
    }

    /// The status after the hold once money goes back from a link that is paid although a payment of it is held; nil for others.
    func statusAfterHold(returning status: ReportedStatus, isWhole: Bool) -> LinkStatus? {
        guard let beforeHold, beforeHold.isPaid,
            case .returns(let whole, let part) = LinkTransitions.effect(of: status, on: beforeHold)
        else { return nil }
        return isWhole ? whole : part
    }

    /// A report without money of its own; a payment that is held stays visible.
    private func consequence(
        _ becomes: LinkStatus,
        of status: ReportedStatus,
        at moment: Instant?,
        isLate: Bool,
        _ now: Instant
    ) -> PaymentRecorded {
        let isHeld = recordedStatus == .uncleared
        return PaymentRecorded(
            key: key,
            report: PaymentReport(status: status, amount: 0, occurredAt: moment),
            currency: terms.money.currency,
            becomes: isHeld ? .uncleared : becomes,
            afterHold: isHeld ? becomes : nil,
            isLate: isLate && self.isLate(at: moment ?? now, isTold: moment != nil)
        )
    }

    /// The status that a change of what is carried over leads to, once no payment is held; nil if it stays as it is.
    private func status(carrying change: Int64, _ status: ReportedStatus, at now: Instant) -> LinkStatus? {
        let missing = missing(after: change)
        guard payments.settlement != nil else {
            return change > 0 && missing == 0 && canBeCovered(at: now) ? .completed : nil
        }
        // What is left pays for it all the same: only what was too much went back.
        if change < 0, missing == 0 { return nil }
        let current = beforeHold ?? recordedStatus
        let becomes: LinkStatus? =
            switch LinkTransitions.effect(of: status, on: current) {
            case .receives(let whole, let part): missing == 0 ? whole : part
            case .returns(let whole, let part): missing == terms.money.amount ? whole : part
            case .nothing, .becomes, .refused: nil
            }
        return becomes == current ? nil : becomes
    }
}

extension Reason {
    /// Why a link at a payment service ends when money for an earlier attempt covers a part of it.
    package static let asksTooMuch = Reason(
        checked: ExactText("Asked for more than was still due; a part was paid by an earlier link")
    )
}
