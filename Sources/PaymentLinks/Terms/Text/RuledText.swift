/// A short text with a rule of its own, compared byte for byte.
///
/// Equality is that of the UTF-8 bytes, never Unicode's canonical equivalence. The rule is readable, so that schemas and
/// limits are derived from it.
package protocol RuledText: Sendable, Hashable {
    /// The rule that every text of this type keeps.
    static var rule: TextRule { get }

    /// The text with its equality of bytes.
    var exact: ExactText { get }

    /// Takes a text without a check.
    ///
    /// - Parameter exact: A text that keeps the rule.
    init(checked exact: ExactText)
}

extension RuledText {
    /// Takes a text as it is; nothing is trimmed or normalized.
    ///
    /// - Parameter text: The text.
    /// - Throws: A refusal of the rule's kind.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        self.init(checked: ExactText(text))
    }

    /// Takes a text that may have been recorded under an earlier rule.
    ///
    /// - Parameter text: The text.
    /// - Returns: The text.
    /// - Throws: A refusal of the rule's kind.
    package static func recorded(_ text: String) throws(Refusal) -> Self {
        try rule.checkRecorded(text)
        return Self(checked: ExactText(text))
    }

    /// Why a text that was recorded under an earlier rule is refused today; nil if it is not.
    package var breach: Refusal? {
        do throws(Refusal) {
            try Self.rule.check(text)
            return nil
        } catch {
            return error
        }
    }

    /// The text as it was given.
    package var text: String { exact.string }
}
