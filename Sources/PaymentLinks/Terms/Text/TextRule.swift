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
    /// Whether texts that people can't tell apart are two texts.
    var allowsLookAlikes = true

    /// Checks a text that is to be recorded.
    func check(_ text: String) throws(Refusal) {
        try checkRecorded(text)
        // In ASCII, all that is neither white space nor a control character is seen.
        if text.utf8Span.isKnownASCII { return }
        if text.unicodeScalars.allSatisfy(\.isInvisible) { throw refusal("has at least one visible character") }
        if allowsLookAlikes { return }
        if let scalar = text.unicodeScalars.first(where: \.isTakenForAnother) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            throw refusal(
                "has no character that nobody sees or that is taken for another one, "
                    + "as U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code) is"
            )
        }
        if !text.isComposed { throw refusal("is in Unicode's form NFC, where \u{e9} is one character and not two") }
    }

    /// Checks a text that was recorded, maybe under an earlier rule: the first one allowed look-alikes, and took only white
    /// space for invisible.
    func checkRecorded(_ text: String) throws(Refusal) {
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
    /// Whether the text is in Unicode's canonical composed form.
    fileprivate var isComposed: Bool {
        var bytes = utf8Span
        return bytes.checkForNFC(quickCheck: false)
    }

    fileprivate var hasOuterSpace: Bool {
        let first = unicodeScalars.first?.isSpace ?? false
        let last = unicodeScalars.last?.isSpace ?? false
        return first || last
    }
}

extension Unicode.Scalar {
    /// Whether the scalar makes markup of a "<" before it, by the tag open state of the HTML standard: "a < b" and "<3" are
    /// text.
    fileprivate var opensMarkup: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "/", "!", "?": true
        default: false
        }
    }
}
