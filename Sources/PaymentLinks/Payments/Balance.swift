/// What a link asks for, what is there, and what follows from the two: the one answer to how much is due and how much is
/// too much.
///
/// Every view and every sentence takes its figures from here. The money of a link that was superseded counts for the last
/// link that took its place, so an order's money is told there, once, and not at the links before. Money that a link in
/// another currency took the place of counts for nothing, so that all of it is over.
package struct Balance: Sendable, Hashable {
    /// In minor units, as all amounts are; 0 for a link that can't be paid any more.
    package let asked: Int64
    /// What was received and did not go back, what is carried over included; 0 for a link whose money counts for the one that
    /// took its place.
    package let held: Int64
    /// What is still to be paid; nil where nothing ever will be: the link was cancelled, superseded, refused or is a
    /// duplicate.
    package let due: Int64?
    /// What is held beyond what is asked.
    package var over: Int64 { max(0, held - asked) }
}

extension Link {
    /// How the link stands.
    package var balance: Balance {
        let amount = terms.money.amount
        let isSettled = payments.settlement != nil
        if supersededBy != nil {
            // In another currency it counts for no other link.
            let held = successorCurrency == nil ? 0 : payments.counted
            return Balance(asked: 0, held: held, due: isSettled ? 0 : nil)
        }
        let isAsked = isSettled || asks || payments.isCovered
        return Balance(
            asked: isAsked ? amount : 0,
            held: payments.counted,
            due: isSettled || asks ? missingAmount : nil
        )
    }

    /// Whether the link waits for money: it is not paid, and did not end for good.
    ///
    /// An expired one can be extended, and one that was declined may be paid after all.
    var asks: Bool {
        guard payments.settlement == nil, supersededBy == nil else { return false }
        return switch beforeHold ?? recordedStatus {
        case .pending, .active, .expired, .declined, .uncleared: true
        case .completed, .cancelled, .duplicate, .refunded, .partialRefunded, .chargedback, .failed: false
        }
    }

    /// Whether its own page may still take money that is not due, or more than that, until its payment service closes it:
    /// another attempt was paid, or money that came to an earlier one counts for it.
    package func isToBeClosed(at now: Instant) -> Bool {
        guard expiresAt > now else { return false }
        let isPaidElsewhere = payments.settlement != nil && payments.carried > 0
        return isPaidElsewhere || status(at: now) == .duplicate || cancellation?.reason == .asksTooMuch
    }

    /// What is missing of its own amount, whether anybody asks for it or not; 0 once the link is settled, unless the payment
    /// service settled it with less.
    package var missingAmount: Int64 { payments.missing(of: terms.money.amount) }
}
