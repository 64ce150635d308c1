extension Link {
    /// How often a link may be opened, which is what the payment service allows for its own links.
    package static let openingsMax = 20

    /// How often the link may still be opened.
    package var openingsLeft: Int { max(0, Self.openingsMax - openings) }

    /// Whether a customer can pay the link at a moment, or can once it is issued.
    func isPayable(at now: Instant) -> Bool {
        status(at: now).isPayable && openingsLeft > 0
    }

    /// Whether the link can't be paid at a moment only because it was opened too often.
    func isExhausted(at now: Instant) -> Bool {
        status(at: now).isPayable && openingsLeft == 0
    }

    /// The reason why the link can't be paid at a moment; nil if it can.
    package func notPayableReason(at now: Instant) -> NotPayableReason? {
        switch status(at: now) {
        // What is carried over can cover all that is due.
        case .active: missingAmount == 0 ? .completed : openingsLeft > 0 ? nil : .openedTooOften
        case .cancelled: supersededBy == nil ? .cancelled : .superseded
        case .pending: .pending
        case .uncleared: .uncleared
        case .completed: .completed
        case .declined: .declined
        case .expired: .expired
        case .duplicate: .duplicate
        case .refunded: .refunded
        case .partialRefunded: .partialRefunded
        case .chargedback: .chargedback
        case .failed: .failed
        }
    }

    /// Whether money that came at a moment came after the link had stopped being payable.
    ///
    /// Held money came when the hold began.
    ///
    /// - Parameters:
    ///   - moment: When the money came, or the moment of the decision.
    ///   - isTold: Whether somebody told the moment: a recorded expiry may have come after it.
    /// - Returns: Whether it came too late.
    func isLate(at moment: Instant, isTold: Bool) -> Bool {
        if recordedStatus == .uncleared { return payments.isLate }
        if let cancellation { return cancellation.at <= moment }
        return moment >= expiresAt || recordedStatus == .expired && !isTold
    }
}
