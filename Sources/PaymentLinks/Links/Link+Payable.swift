extension Link {
    /// How often a link may be opened, which is what the payment service allows for its own links.
    package static let openingsMax = 20

    /// The reason why the link can't be paid at a moment; nil if it can.
    package func notPayableReason(at now: Instant) -> NotPayableReason? {
        switch status(at: now) {
        case .active: openings < Self.openingsMax ? nil : .openedTooOften
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
}
