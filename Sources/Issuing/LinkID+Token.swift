import Crypto
package import PaymentLinks

extension LinkID {
    /// The ID of the local link that has a token: made of the token's SHA-256, so that one table finds a link by both.
    package init(_ token: LinkToken) {
        self.init(tokenHash: Array(SHA256.hash(data: Array(token.text.utf8))))
    }
}
