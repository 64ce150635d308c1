/// The rule of a short text, and the words that refuse a breach of it.
///
/// Length is counted in Unicode scalars, which every programming language can count; grapheme clusters change with each
/// version of Unicode.
package struct TextRule: Sendable {
    /// The kind of a refusal.
    let kind: Refusal.Kind
    /// The subject of the sentence, such as `An order ID`.
    let subject: String
    /// The lengths that are allowed, in Unicode scalars.
    package let scalarCounts: ClosedRange<Int>
    /// A text that keeps the rule, shown in every refusal.
    let example: String
    var allowsMarkup = false
    var allowsOuterSpace = true

    func check(_ text: String) throws(Refusal) {
        let traits = TextTraits(text)
        guard scalarCounts.contains(traits.scalarCount) else {
            let limits = "\(scalarCounts.lowerBound) to \(scalarCounts.upperBound)"
            throw refusal("has \(limits) characters, not \(traits.scalarCount)")
        }
        if traits.hasControl {
            throw refusal("has no control characters, line breaks or marks that turn the direction of writing")
        }
        if !traits.isVisible {
            throw refusal("has at least one visible character")
        }
        if !allowsOuterSpace, text.hasOuterSpace {
            throw refusal("neither begins nor ends with white space")
        }
        if !allowsMarkup, traits.hasMarkup {
            throw refusal("has no HTML, so no \"<\" before a letter, \"/\", \"!\" or \"?\"")
        }
    }

    private func refusal(_ breach: String) -> Refusal {
        Refusal(kind, "\(subject) \(breach); write for example \"\(example)\".")
    }
}

/// The properties of a text that rules are about, found in one pass: texts are checked whenever a journal is read.
private struct TextTraits {
    private(set) var scalarCount = 0
    private(set) var hasControl = false
    private(set) var isVisible = false
    /// Whether a browser would read a tag, a comment or a declaration in the text.
    private(set) var hasMarkup = false

    init(_ text: String) {
        var followsBracket = false
        for scalar in text.unicodeScalars {
            scalarCount += 1
            hasControl = hasControl || scalar.isControl
            isVisible = isVisible || !scalar.isSpace
            hasMarkup = hasMarkup || (followsBracket && scalar.opensMarkup)
            followsBracket = scalar == "<"
        }
    }
}

extension String {
    fileprivate var hasOuterSpace: Bool {
        let first = unicodeScalars.first?.isSpace ?? false
        let last = unicodeScalars.last?.isSpace ?? false
        return first || last
    }
}

extension Unicode.Scalar {
    /// Whether the scalar controls a terminal or the layout instead of being shown.
    ///
    /// The general category Cc (U+0000..001F, 007F..009F), the line and paragraph separators, and the embeddings,
    /// overrides and isolates of the Unicode bidirectional algorithm (UAX #9), which can make "10" look like "01".
    var isControl: Bool {
        switch value {
        case 0...0x1f, 0x7f...0x9f: true
        case 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether the scalar is white space; ASCII needs no look-up in Unicode's tables.
    fileprivate var isSpace: Bool {
        isASCII ? value == 0x20 || (0x9...0xd).contains(value) : properties.isWhitespace
    }

    /// Whether the scalar makes markup of a "<" before it, by the tag open state of the HTML standard: "a < b" and "<3" are
    /// text.
    fileprivate var opensMarkup: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "/", "!", "?": true
        default: false
        }
    }
}
