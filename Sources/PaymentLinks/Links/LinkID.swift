/// The daemon's own name for a link: `lnk_` and 24 letters and digits, never used twice, not a secret.
///
/// A local link's ID is made of the hash of its token, so that whoever has the token finds the link by its ID, and
/// whoever has the ID does not know the token.
package struct LinkID: Sendable, Hashable {
    package let text: String

    /// Takes an ID that the daemon minted earlier, or one that a caller asks about.
    package init(text: String) {
        self.text = text
    }

    /// Makes an ID of 120 random bits.
    package init(random bytes: [UInt8]) {
        text = "lnk_" + Base32.text(of: bytes)
    }

    /// Makes the ID of the link that has a token.
    ///
    /// - Parameter hash: The SHA-256 of the token's text, of which the first 120 bits are taken.
    package init(tokenHash hash: [UInt8]) {
        precondition(hash.count >= Self.byteCount, "an ID is made of 120 bits")
        text = "lnk_" + Base32.text(of: Array(hash.prefix(Self.byteCount)))
    }

    /// How many bytes an ID is made of.
    package static let byteCount = 15
}
