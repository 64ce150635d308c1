import PaymentLinks

/// The links and answers that were read from the journal for one decision.
struct LoadedLinks: Sendable {
    /// The links by row, each with its `LinkRow.lastChange` at that time: if the row has another one, the link has changed since.
    var links: [UInt32: (link: Link, lastChange: UInt32)] = [:]
    var memos: [UInt32: (scope: RequestScope, memo: IdempotencyRecord)] = [:]
}
