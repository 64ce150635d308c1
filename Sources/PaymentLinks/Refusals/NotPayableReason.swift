/// Why a link can't be paid.
package enum NotPayableReason: String, Sendable, Hashable, CaseIterable {
    /// Being issued at the payment service; retry in a moment.
    case pending
    /// Paid, and held for review.
    case uncleared
    case completed
    case declined
    case cancelled
    /// Another link took its place.
    case superseded
    case expired
    /// Another attempt of the same order was paid.
    case duplicate
    case refunded
    case partialRefunded
    case chargedback
    case failed
    /// Opened as often as a link may be opened.
    case openedTooOften
}
