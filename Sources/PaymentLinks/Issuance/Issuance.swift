/// What an issuer plans for a link that may be about to exist.
package struct Issuance: Sendable, Hashable {
    package let id: LinkID
    package let issuer: String
    /// The address; nil if a payment service has to be asked for it.
    package let url: String?
    /// What the payment service takes; nil if none is asked.
    package let rules: OrderRules?

    package init(id: LinkID, issuer: String, url: String?, rules: OrderRules? = nil) {
        self.id = id
        self.issuer = issuer
        self.url = url
        self.rules = rules
    }
}

/// What came of asking a payment service for a link.
package enum IssuanceOutcome: Sendable, Hashable {
    /// The service made the link; it is paid under this address.
    case issued(url: String)
    /// The service refused for good: the same request would be refused again.
    case refused(IssuerRefusal)
}
