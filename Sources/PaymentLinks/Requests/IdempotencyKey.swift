/// A caller's name for one request, so that a retry gets the first answer instead of a second link.
///
/// 1 to 255 Unicode scalars without control characters.
package struct IdempotencyKey: RuledText {
    package static let rule = TextRule(
        kind: .invalidParameter,
        subject: "An idempotency key",
        scalarCounts: 1...255,
        example: "2f8c1f6e-checkout-A-17",
        allowsMarkup: true
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
