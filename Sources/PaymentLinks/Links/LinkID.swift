/// The daemon's own name for a link: `lnk_` and 24 letters and digits, never used twice, not a secret.
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

    /// How many random bytes an ID is made of.
    package static let randomByteCount = 15
}
