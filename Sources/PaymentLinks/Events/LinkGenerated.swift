/// A link was made: it is payable, or pending until the payment service has made it too.
package struct LinkGenerated: Sendable, Hashable {
    package let id: LinkID
    package let key: LinkKey
    package let issuer: String
    /// Nil if the payment service is still to be asked: then this event is the intent.
    package let url: String?
    package let terms: LinkTerms
    package let expiresAt: Instant
    package let lineage: Link.Lineage
    /// What the superseded link holds and what counts for this one, in minor units.
    package let carriedAmount: Int64
    /// The key that encrypts the customer in the journal; nil without a customer, or with one in plain text.
    package var keyID: KeyID?

    package init(
        id: LinkID,
        key: LinkKey,
        issuer: String,
        url: String?,
        terms: LinkTerms,
        expiresAt: Instant,
        lineage: Link.Lineage,
        carriedAmount: Int64 = 0,
        keyID: KeyID? = nil
    ) {
        self.id = id
        self.key = key
        self.issuer = issuer
        self.url = url
        self.terms = terms
        self.expiresAt = expiresAt
        self.lineage = lineage
        self.carriedAmount = carriedAmount
        self.keyID = keyID
    }
}

extension LinkGenerated {
    /// Counts the lifetime from the moment of the decision.
    init(
        _ issuance: Issuance,
        key: LinkKey,
        terms: LinkTerms,
        lineage: Link.Lineage,
        carrying carriedAmount: Int64 = 0,
        at now: Instant
    ) {
        self.init(
            id: issuance.id,
            key: key,
            issuer: issuance.issuer,
            url: issuance.url,
            terms: terms,
            expiresAt: now.adding(seconds: terms.lifetime.seconds),
            lineage: lineage,
            carriedAmount: carriedAmount
        )
    }
}
