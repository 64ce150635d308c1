/// What a customer reads about the payment, on the payment page and often on the bank statement.
///
/// 1 to 200 Unicode scalars without HTML, as MultiSafepay's order API demands of `description`; at least one of them
/// visible, and no control characters.
package struct LinkDescription: Sendable, Hashable {
    private let exact: ExactText

    private static let rule = TextRule(
        kind: .invalidDescription,
        subject: "A description",
        scalarCounts: 1...200,
        example: "Bicycle repair, order A-17"
    )

    /// Takes a description as it is; nothing is trimmed, and no tag is stripped in silence.
    ///
    /// - Parameter text: The description.
    /// - Throws: `invalidDescription`.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        exact = ExactText(text)
    }

    /// The description as it was given.
    package var text: String { exact.string }
}
