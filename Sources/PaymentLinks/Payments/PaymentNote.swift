/// Where money that did not come through the payment service came from, or whatever else is worth keeping of a payment.
///
/// 1 to 200 Unicode scalars without control characters.
package struct PaymentNote: Sendable, Hashable {
    private let exact: ExactText

    private static let rule = TextRule(
        kind: .invalidParameter,
        subject: "A note",
        scalarCounts: 1...200,
        example: "Cash at the counter",
        allowsMarkup: true
    )

    /// Takes a note as it is.
    ///
    /// - Parameter text: The note.
    /// - Throws: `invalidParameter`.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        exact = ExactText(text)
    }

    /// The note as it was given.
    package var text: String { exact.string }
}
