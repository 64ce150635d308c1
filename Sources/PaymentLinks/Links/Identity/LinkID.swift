/// The daemon's own ID of a link: `lnk_` and 24 letters and digits, never used twice, not a secret.
///
/// A local link's ID is derived from the hash of its token: the token leads to the link, and the ID does not reveal the
/// token.
package struct LinkID: Sendable, Hashable {
    package let text: String

    /// Takes an ID as it is; no link may have it.
    package init(text: String) {
        self.text = text
    }

    /// Makes an ID of random bytes, for a link without a token.
    package init(random bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount, "an ID is made of 120 bits")
        text = "lnk_" + Base32.text(of: bytes)
    }

    /// Makes the ID of the link with a token.
    ///
    /// - Parameter hash: The SHA-256 of the token's text; its first 120 bits are used.
    package init(tokenHash hash: [UInt8]) {
        precondition(hash.count >= Self.byteCount, "an ID is made of 120 bits")
        text = "lnk_" + Base32.text(of: Array(hash.prefix(Self.byteCount)))
    }

    /// The bytes in an ID.
    package static let byteCount = 15
}
