/// A name that a caller gives to one request, so that asking again gets the first answer instead of a second link.
///
/// 1 to 255 Unicode scalars without control characters. Two keys are the same only if their UTF-8 bytes are.
package struct IdempotencyKey: Sendable, Hashable {
    private let exact: ExactText

    private static let rule = TextRule(
        kind: .invalidParameter,
        subject: "An idempotency key",
        scalarCounts: 1...255,
        example: "2f8c1f6e-checkout-A-17",
        allowsMarkup: true
    )

    /// Takes a key as it is.
    ///
    /// - Parameter text: The key.
    /// - Throws: `invalidParameter`.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        exact = ExactText(text)
    }

    /// The key as it was given.
    package var text: String { exact.string }
}
