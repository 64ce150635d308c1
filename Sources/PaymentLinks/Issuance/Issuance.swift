/// What an issuer plans for a link that may be about to exist.
package struct Issuance: Sendable, Hashable {
    package let id: LinkID
    package let issuer: String
    /// The address; nil if a payment service has to be asked for it.
    package let url: String?

    package init(id: LinkID, issuer: String, url: String?) {
        self.id = id
        self.issuer = issuer
        self.url = url
    }
}

/// What came of asking a payment service for a link.
package enum IssuanceOutcome: Sendable, Hashable {
    /// The service made the link; it is paid under this address.
    case issued(url: String)
    /// The service refused for good: the same request would be refused again.
    case refused(IssuerRefusal)
}

/// Why a payment service refused to issue a link.
package struct IssuerRefusal: Sendable, Hashable {
    /// The service's own code, if it gave one.
    package let code: String?
    /// The service's own words.
    package let message: String

    package init(code: String?, message: String) {
        self.code = code
        self.message = message
    }
}
