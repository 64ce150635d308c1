/// The payment service's status of an order's payment, in the words of MultiSafepay's API.
///
/// The service has two words for some statuses; both are accepted.
package enum ReportedStatus: String, Sendable, Hashable, CaseIterable {
    /// The customer began to pay.
    case initialized
    /// Paid, and held for review.
    case uncleared
    /// Money was received.
    case completed
    case declined
    case cancelled
    /// The same as `cancelled`.
    case void
    case expired
    /// A refund is under way, or a payment is authorised.
    case reserved
    /// The goods were sent, which does not change the money.
    case shipped
    /// Money was refunded.
    case refunded
    /// Some of the money was refunded.
    case partialRefunded = "partial_refunded"
    /// The customer's bank took money back.
    case chargeback
    /// The same as `chargeback`.
    case chargedback

    /// The same status under its first word.
    package var meaning: ReportedStatus {
        switch self {
        case .void: .cancelled
        case .partialRefunded: .refunded
        case .chargedback: .chargeback
        case .initialized, .uncleared, .completed, .declined, .cancelled, .expired, .reserved, .shipped, .refunded,
            .chargeback:
            self
        }
    }

    /// Whether money moved, so that the amount counts.
    package var movesMoney: Bool {
        switch meaning {
        case .completed, .refunded, .chargeback: true
        default: false
        }
    }
}
