/// The unguessable last part of a local link's URL: 160 random bits as 32 letters and digits.
///
/// Whoever knows the token can see and pay the link, so it comes from the system's random source only. The alphabet has
/// no upper case and no `-` or `_`, so that mail programs never cut a URL short at its end.
package struct LinkToken: Sendable, Hashable {
    package let text: String

    /// Makes a token of the given random bytes, at least 128 bits of them.
    package init(random bytes: [UInt8]) {
        precondition(bytes.count >= 16, "a link's token needs at least 128 random bits")
        text = Base32.text(of: bytes)
    }

    /// Takes the text of a token; nil if no token is spelt so.
    package init?(text: String) {
        guard Base32.isText(text, ofByteCount: Self.randomByteCount) else { return nil }
        self.text = text
    }

    /// How many random bytes a token is made of.
    package static let randomByteCount = 20
}
