/// What an issuer made for a link that is about to exist.
package struct Issuance: Sendable, Hashable {
    package let id: LinkID
    package let issuer: String
    package let url: String

    package init(id: LinkID, issuer: String, url: String) {
        self.id = id
        self.issuer = issuer
        self.url = url
    }
}
