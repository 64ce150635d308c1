extension Unicode.Scalar {
    /// Whether a terminal may obey the character instead of showing it.
    ///
    /// Control characters of both sets (ECMA-48), line and paragraph separators, and the marks that turn the direction
    /// of writing (UAX 9).
    package var steersTerminal: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
