/// Why somebody cancelled or changed a link, for people who read its history.
///
/// 1 to 200 Unicode scalars without control characters.
package struct Reason: Sendable, Hashable {
    private let exact: ExactText

    private static let rule = TextRule(
        kind: .invalidParameter,
        subject: "A reason",
        scalarCounts: 1...200,
        example: "Paid in cash at the counter",
        allowsMarkup: true
    )

    /// Takes a reason as it is.
    ///
    /// - Parameter text: The reason.
    /// - Throws: `invalidParameter`.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        exact = ExactText(text)
    }

    /// The reason as it was given.
    package var text: String { exact.string }
}
