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

    /// The status that a change of what is carried over leads to; nil if it stays as it is.
    func status(carrying change: Int64, _ status: ReportedStatus, at now: Instant) -> LinkStatus? {
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

extension Reason {
    /// Why a link at a payment service ends when money for an earlier attempt covers a part of it.
    package static let asksTooMuch = Reason(
        checked: ExactText("Asked for more than was still due; a part was paid by an earlier link")
    )
}
