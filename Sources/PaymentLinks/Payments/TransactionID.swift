/// The payment service's name for one transaction, of which an order can have several.
///
/// 1 to 64 Unicode scalars without control characters, and no white space at either end.
package struct TransactionID: Sendable, Hashable {
    private let exact: ExactText

    private static let rule = TextRule(
        kind: .invalidParameter,
        subject: "A transaction ID",
        scalarCounts: 1...64,
        example: "4051823",
        allowsMarkup: true,
        allowsOuterSpace: false
    )

    /// Takes a transaction ID as it is.
    ///
    /// - Parameter text: The ID in the service's own form.
    /// - Throws: `invalidParameter`.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        exact = ExactText(text)
    }

    /// The ID as it was given.
    package var text: String { exact.string }
}
