/// What the payment service says has become of an order's payment: the words of MultiSafepay's order status.
///
/// The service writes some things in two ways; both are taken, and mean the same.
package enum ReportedStatus: String, Sendable, Hashable, CaseIterable {
    /// The customer began to pay.
    case initialized
    /// Paid, and held for review.
    case uncleared
    /// Money came.
    case completed
    case declined
    case cancelled
    /// The same as `cancelled`.
    case void
    case expired
    /// Set aside: a refund is on its way, or a payment is authorised.
    case reserved
    /// The goods were sent, which says nothing about money.
    case shipped
    /// Money went back.
    case refunded
    /// The same, when some of the money stayed.
    case partialRefunded = "partial_refunded"
    /// The customer's bank took money back.
    case chargeback
    /// The same as `chargeback`.
    case chargedback

    /// The one word for everything that is said in two.
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

    /// Whether money moved, so that an amount counts.
    package var movesMoney: Bool {
        switch meaning {
        case .completed, .refunded, .chargeback: true
        default: false
        }
    }
}
