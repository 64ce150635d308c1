package import PaymentLinks

/// Who issues a site's links.
package protocol Issuer: Sendable {
    /// Prepares what a new link needs before its record is written. It has no effect outside: nothing exists until the
    /// record does.
    func prepare(_ random: any RandomSource) -> Issuance
}

/// The issuer without an account or a network: an unguessable URL under the shop's own checkout address.
package struct LocalIssuer: Issuer {
    private let checkoutURL: String

    /// Takes the address that the token is appended to, such as `https://shop.example/pay/`.
    package init(checkoutURL: String) {
        self.checkoutURL = checkoutURL
    }

    package func prepare(_ random: any RandomSource) -> Issuance {
        let bytes = random.bytes(count: LinkID.randomByteCount + LinkToken.randomByteCount)
        let id = LinkID(random: Array(bytes.prefix(LinkID.randomByteCount)))
        let token = LinkToken(random: Array(bytes.dropFirst(LinkID.randomByteCount)))
        return Issuance(id: id, issuer: "local", url: checkoutURL + token.text)
    }
}
