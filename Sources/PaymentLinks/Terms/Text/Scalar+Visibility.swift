extension Unicode.Scalar {
    /// Whether the scalar controls a terminal or the layout instead of being shown.
    ///
    /// The general category Cc (U+0000..001F, 007F..009F), the line and paragraph separators, and the embeddings,
    /// overrides and isolates of the Unicode bidirectional algorithm (UAX #9), which can make "10" look like "01".
    package var isControl: Bool {
        switch value {
        case 0...0x1f, 0x7f...0x9f: true
        case 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether the scalar is white space; ASCII needs no look-up in Unicode's tables.
    var isSpace: Bool {
        isASCII ? value == 0x20 || (0x9...0xd).contains(value) : properties.isWhitespace
    }

    /// Whether the scalar shows nothing by itself.
    ///
    /// White space, what Unicode lets a display ignore (such as zero-width characters, fillers and variation selectors),
    /// controls and formats, code points without a public character, accents without a letter, and blank symbols. Many of
    /// them belong to the spelling of some language, so within a text they are welcome.
    var isInvisible: Bool {
        if isASCII { return value <= 0x20 || value == 0x7f }
        if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return true }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .nonspacingMark, .enclosingMark: return true
        default: return Self.blanks.contains(value)
        }
    }

    /// Whether an identifier with the scalar is taken for another one: for the one without it, with the ASCII space or letter
    /// in its place, or with another character that a reader lost (U+FFFD).
    ///
    /// Letters of different scripts that look alike are not among them: words of more than one script are common.
    var isTakenForAnother: Bool {
        if isASCII { return false }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return properties.isDefaultIgnorableCodePoint
        default:
            return isInvisible || value == 0xfffd || Self.twins.contains(value)
                || Self.doubles.contains { $0.contains(value) }
        }
    }

    /// Unicode counts them among symbols: the blank Braille pattern, the place of an object that was lost, blank hieroglyphs,
    /// the null note head.
    private static let blanks: Set<UInt32> = [0x2800, 0xfffc, 0x13441, 0x13442, 0x1d159]
    /// Letters and digits once more: two in one, such as ĳ and ﬁ, Roman numerals, full-width and half-width forms,
    /// mathematical fonts.
    private static let doubles: [ClosedRange<UInt32>] = [
        0x132...0x133, 0x1c4...0x1cc, 0x1f1...0x1f3, 0x2160...0x217f, 0xfb00...0xfb06, 0xff01...0xffef,
        0x1d400...0x1d7ff,
    ]
    /// What looks like `-`, `/`, `.`, `:` or `_` and is none.
    private static let twins: Set<UInt32> = [
        0x2d7, 0x2010, 0x2011, 0x2012, 0x2043, 0x2212, 0xfe58, 0xfe63, 0x2044, 0x2215, 0x29f8, 0x2024, 0xfe52, 0x2236,
        0xa789, 0xfe55, 0xfe4d, 0xfe4e, 0xfe4f,
    ]
}
