/// The status of a link as callers see it; the raw values are the wire's.
package enum LinkStatus: String, Sendable, Hashable, CaseIterable, BitwiseCopyable {
    /// Being issued at the payment service.
    case pending
    /// Can be paid.
    case active
    /// Paid, and held for review.
    case uncleared
    case completed
    case declined
    case cancelled
    /// Not paid in time, by the clock or by a recorded expiry.
    case expired
    /// Another attempt of the same order was paid.
    case duplicate
    case refunded
    case partialRefunded
    case chargedback
    /// The payment service refused to issue it.
    case failed

    /// Whether a customer can pay the link, or can once it is issued; such a link expires.
    package var isPayable: Bool { self == .active || self == .pending }

    /// Whether the whole amount came, even if some or all of it went back since.
    package var isPaid: Bool {
        switch self {
        case .completed, .refunded, .partialRefunded, .chargedback: true
        case .pending, .active, .uncleared, .declined, .cancelled, .expired, .duplicate, .failed: false
        }
    }

    /// Whether a link of this status waits for money: it is not paid, and did not end for good.
    package var asks: Bool {
        switch self {
        case .pending, .active, .expired, .declined, .uncleared: true
        case .completed, .cancelled, .duplicate, .refunded, .partialRefunded, .chargedback, .failed: false
        }
    }

    /// Whether the link is unpaid and no longer payable, so that a new attempt may take its place.
    package var isDead: Bool {
        switch self {
        case .cancelled, .declined, .expired, .failed: true
        case .pending, .active, .uncleared, .completed, .duplicate, .refunded, .partialRefunded, .chargedback: false
        }
    }

    /// The index among all statuses, from 0.
    package var position: Int {
        switch self {
        case .pending: 0
        case .active: 1
        case .uncleared: 2
        case .completed: 3
        case .declined: 4
        case .cancelled: 5
        case .expired: 6
        case .duplicate: 7
        case .refunded: 8
        case .partialRefunded: 9
        case .chargedback: 10
        case .failed: 11
        }
    }
}
