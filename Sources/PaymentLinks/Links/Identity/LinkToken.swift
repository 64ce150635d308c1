/// The unguessable last part of a local link's URL: 160 random bits as 32 letters and digits.
///
/// The token is all that is needed to see and pay the link, so it is made by the system's random source only. The alphabet
/// has no upper case, `-` or `_`: mail programs would leave some of these out at the end of a URL.
package struct LinkToken: Sendable, Hashable {
    package let text: String

    /// Makes a token of at least 128 random bits.
    package init(random bytes: [UInt8]) {
        precondition(bytes.count >= 16, "a link's token needs at least 128 random bits")
        text = Base32.text(of: bytes)
    }

    /// Takes the text of a token; nil if it does not have the form of one.
    package init?(text: String) {
        guard Base32.isText(text, ofByteCount: Self.randomByteCount) else { return nil }
        self.text = text
    }

    /// The random bytes in a token.
    package static let randomByteCount = 20
}

/// Where random bytes come from; tests pass a seeded double.
package protocol RandomSource: Sendable {
    /// Draws unpredictable bytes, fit for secrets.
    func bytes(count: Int) -> [UInt8]
}
