/// A payment link as the events so far have made it.
package struct Link: Sendable, Hashable {
    package let id: LinkID
    package let key: LinkKey
    /// Who issued it: `local`, or the payment service.
    package let issuer: String
    /// The address where it is paid; nil until the payment service has made it.
    package internal(set) var url: String?
    /// Why the payment service did not make it; nil if it did, or was not needed.
    package internal(set) var issuerRefusal: IssuerRefusal?
    /// The event with the outcome of issuing; nil for a link that needed no payment service, and until there is one.
    package internal(set) var issuanceSeq: UInt64?
    package internal(set) var terms: LinkTerms
    package let createdAt: Instant
    /// From when a payable link is expired.
    package private(set) var expiresAt: Instant
    /// Its descent from the first link of its order.
    package let lineage: Lineage
    /// The link that took this one's place; nil if none did.
    package var supersededBy: OrderID?
    /// The currency of that link if it is another one, so that no money of this one counts for it; nil again once a later
    /// link is in this one's currency, for which it counts.
    package internal(set) var successorCurrency: Currency?
    package var cancellation: Cancellation?
    /// The status by events alone, without the clock.
    package var recordedStatus: LinkStatus
    /// The status before the payment that is held, which returns if that payment fails.
    package var beforeHold: LinkStatus?
    package var payments: LinkPayments
    package internal(set) var reminders = LinkReminders()
    /// How often a customer opened it.
    package var openings = 0
    /// When the personal data was erased; nil if never.
    package internal(set) var customerErasedAt: Instant?
    /// The keys that encrypt the customer in the journal.
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

    /// How a link descends from the first link of its order.
    package struct Lineage: Sendable, Hashable {
        /// The link that it was duplicated from; nil for a first link.
        package let duplicateOf: OrderID?
        /// The first link of the lineage; for a first link, its own order ID.
        package let root: OrderID
        /// 1 for the first link, 2 for a duplicate of it, and so on.
        package let attempt: Int

        package init(duplicateOf: OrderID?, root: OrderID, attempt: Int) {
            self.duplicateOf = duplicateOf
            self.root = root
            self.attempt = attempt
        }
    }

    /// Makes the link from its first event.
    package init(_ generated: LinkGenerated, at time: Instant, seq: UInt64) {
        id = generated.id
        key = generated.key
        issuer = generated.issuer
        url = generated.url
        recordedStatus = generated.url == nil ? .pending : .active
        terms = generated.terms
        createdAt = time
        expiresAt = generated.expiresAt
        lineage = generated.lineage
        payments = LinkPayments(carried: generated.carriedAmount)
        keyIDs = generated.keyID.map { [$0] } ?? []
        version = 1
        createdSeq = seq
        self.seq = seq
    }

    /// The status at a moment: a payable link past its expiry is expired, otherwise events decide.
    ///
    /// A recorded expiry holds at every moment, so that a clock that is set back revives no link.
    package func status(at now: Instant) -> LinkStatus {
        recordedStatus.isPayable && now >= expiresAt ? .expired : recordedStatus
    }

    /// Applies an update.
    mutating func apply(_ updated: LinkUpdated) {
        if let secondChanceEmail = updated.secondChanceEmail { terms.secondChanceEmail = secondChanceEmail }
        if let metadata = updated.metadata { terms.metadata = metadata }
        if updated.resetsOpenings { openings = 0 }
        guard let moment = updated.expiresAt else { return }
        expiresAt = moment
        if recordedStatus == .expired { recordedStatus = awaitsIssuance ? .pending : .active }
    }
}
