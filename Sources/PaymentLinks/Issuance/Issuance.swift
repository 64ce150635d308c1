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
