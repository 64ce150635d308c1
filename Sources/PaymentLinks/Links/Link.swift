/// A payment link as the events so far have made it.
package struct Link: Sendable, Hashable {
    package let id: LinkID
    package let key: LinkKey
    /// Who issued it: `local`, or the payment service.
    package let issuer: String
    package let url: String
    package internal(set) var terms: LinkTerms
    package let createdAt: Instant
    /// From when the clock alone ends a link that can be paid.
    package private(set) var expiresAt: Instant
    /// Where it stands in its order's attempts.
    package let lineage: Lineage
    /// The order ID of the link that took this one's place, if one did.
    package var supersededBy: OrderID?
    package var cancellation: Cancellation?
    /// The status that events have led to, which time alone does not change.
    package var recordedStatus: LinkStatus = .active
    /// What the link was when the payment that is held came; it is that again if the payment comes to nothing.
    package var beforeHold: LinkStatus?
    package var payments = LinkPayments()
    /// How often a customer opened it.
    package var openings = 0
    /// When the customer was erased; nil if that never happened.
    package internal(set) var customerErasedAt: Instant?
    /// The keys under which the journal has what is known of the customer.
    package internal(set) var keyIDs: [KeyID]
    /// Counts the changes to this link, from 1; `ifVersion` compares against it.
    package var version: Int
    /// The sequence number of the event that made it.
    package let createdSeq: UInt64
    /// The sequence number of its last change.
    package var seq: UInt64

    /// When and why a link was cancelled.
    package struct Cancellation: Sendable, Hashable {
        package let at: Instant
        package let reason: Reason?
    }

    /// How a link descends from the first one of its order.
    package struct Lineage: Sendable, Hashable {
        /// The order ID it was duplicated from, if it is a duplicate.
        package let duplicateOf: OrderID?
        /// The order ID of the first link in the line; its own, if it is the first.
        package let root: OrderID
        /// 1 for the first link, 2 for a duplicate of it, and so on.
        package let attempt: Int

        package init(duplicateOf: OrderID?, root: OrderID, attempt: Int) {
            self.duplicateOf = duplicateOf
            self.root = root
            self.attempt = attempt
        }
    }

    /// The link as its first event made it.
    package init(_ generated: LinkGenerated, at time: Instant, seq: UInt64) {
        id = generated.id
        key = generated.key
        issuer = generated.issuer
        url = generated.url
        terms = generated.terms
        createdAt = time
        expiresAt = generated.expiresAt
        lineage = generated.lineage
        keyIDs = generated.keyID.map { [$0] } ?? []
        version = 1
        createdSeq = seq
        self.seq = seq
    }

    /// Tells the status at a moment: events decide, and of a link that can be paid also the clock.
    ///
    /// A link whose expiry was recorded is expired at every moment, so a clock that is put back revives none.
    package func status(at now: Instant) -> LinkStatus {
        recordedStatus.isPayable && now >= expiresAt ? .expired : recordedStatus
    }

    /// Takes over what an update says.
    mutating func apply(_ updated: LinkUpdated) {
        if let secondChanceEmail = updated.secondChanceEmail { terms.secondChanceEmail = secondChanceEmail }
        if let metadata = updated.metadata { terms.metadata = metadata }
        guard let moment = updated.expiresAt else { return }
        expiresAt = moment
        if recordedStatus == .expired { recordedStatus = .active }
    }
}
