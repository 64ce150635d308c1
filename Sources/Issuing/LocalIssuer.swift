import Crypto
package import PaymentLinks

/// The issuer without an account or a network: an unguessable URL under the shop's own checkout address.
package struct LocalIssuer: Issuer {
    private let checkoutURL: String

    /// Takes the address that the token is appended to, such as `https://shop.example/pay/`.
    package init(checkoutURL: String) {
        self.checkoutURL = checkoutURL
    }

    package let name = "local"

    package func plan(_ random: any RandomSource) -> Issuance {
        let token = LinkToken(random: random.bytes(count: LinkToken.randomByteCount))
        return Issuance(id: LinkID(token), issuer: name, url: checkoutURL + token.text)
    }

    /// What mail programs and shops append, such as `?utm_source=mail`, is ignored.
    package func token(in url: String) -> LinkToken? {
        guard url.utf8.starts(with: checkoutURL.utf8) else { return nil }
        let rest = url.utf8.dropFirst(checkoutURL.utf8.count)
        let end = rest.firstIndex { "/?&#".utf8.contains($0) } ?? rest.endIndex
        return LinkToken(text: String(decoding: rest[..<end], as: UTF8.self))
    }
}

extension LinkID {
    /// The ID of the local link that has a token: made of the token's SHA-256, so that one table finds a link by both.
    package init(_ token: LinkToken) {
        self.init(tokenHash: SHA256.hash(data: Array(token.text.utf8)).withUnsafeBytes { Array($0) })
    }
}
