/// What a link asks for, what is there, and what follows from the two: the one answer to how much is due and how much is
/// too much.
///
/// Every view and every sentence takes its figures from here. The money of a link that was superseded counts for the last
/// link in its currency that took its place, so it is told there, once, and not at the links before. If a link in another
/// currency took the place of that one too, it counts for nothing, and all of it is over. So is the money of an attempt
/// that was paid beside another one which settled the order, but for what that one lacks since money went back from it.
package struct Balance: Sendable, Hashable {
    /// In minor units, as all amounts are; 0 for a link that can't be paid any more, and where another attempt settled the
    /// order.
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
        let isSettled = payments.settlement != nil
        if supersededBy != nil {
            // In another currency it counts for no other link.
            let held = successorCurrency == nil ? 0 : payments.counted
            return Balance(asked: 0, held: held, due: isSettled ? 0 : nil)
        }
        return Balance(asked: asked, held: payments.counted, due: isSettled || asks ? missingAmount : nil)
    }

    /// What the order asks of this link's money.
    private var asked: Int64 {
        if let share = payments.share { return share }
        return payments.settlement != nil || asks || payments.isCovered ? terms.money.amount : 0
    }

    /// Whether nobody waits for its money any more and none of it counts: it was cancelled, or could not be made.
    var isGivenUp: Bool {
        guard payments.settlement == nil, supersededBy == nil else { return false }
        return switch beforeHold ?? recordedStatus {
        case .cancelled, .failed: true
        case .pending, .active, .uncleared, .completed, .declined, .expired, .duplicate, .refunded, .partialRefunded,
            .chargedback:
            false
        }
    }

    /// Whether the link waits for money: it is not paid, and did not end for good.
    ///
    /// An expired one can be extended, and one that was declined may be paid after all.
    var asks: Bool {
        guard payments.settlement == nil, supersededBy == nil else { return false }
        return (beforeHold ?? recordedStatus).asks
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
