import PaymentLinks

/// What was read for one decision.
struct LoadedLinks: Sendable {
    /// Each link with the number of its last change then: another number says that it was changed since.
    var links: [UInt32: (link: Link, lastChange: UInt32)] = [:]
    var memos: [UInt32: (scope: RequestScope, memo: IdempotencyRecord)] = [:]
}
