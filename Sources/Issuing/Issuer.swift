package import PaymentLinks

/// Who issues a site's links.
package protocol Issuer: Sendable {
    /// Prepares what a new link needs before its record is written. It has no effect outside: nothing exists until the
    /// record does.
    func prepare(_ random: any RandomSource) -> Issuance

    /// Finds the token in the URL of a link that may be this issuer's; nil if it can't be, or its links have none.
    func token(in url: String) -> LinkToken?
}

extension Issuer {
    package func token(in url: String) -> LinkToken? { nil }
}

/// The issuer without an account or a network: an unguessable URL under the shop's own checkout address.
package struct LocalIssuer: Issuer {
    private let checkoutURL: String

    /// Takes the address that the token is appended to, such as `https://shop.example/pay/`.
    package init(checkoutURL: String) {
        self.checkoutURL = checkoutURL
    }

    package func prepare(_ random: any RandomSource) -> Issuance {
        let token = LinkToken(random: random.bytes(count: LinkToken.randomByteCount))
        return Issuance(id: LinkID(token), issuer: "local", url: checkoutURL + token.text)
    }

    /// What mail programs and shops append, such as `?utm_source=mail`, is overlooked.
    package func token(in url: String) -> LinkToken? {
        guard url.utf8.starts(with: checkoutURL.utf8) else { return nil }
        let rest = url.utf8.dropFirst(checkoutURL.utf8.count)
        let end = rest.firstIndex { "/?&#".utf8.contains($0) } ?? rest.endIndex
        return LinkToken(text: String(decoding: rest[..<end], as: UTF8.self))
    }
}
