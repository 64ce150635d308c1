/// The shop's own name for an order, unique within a site.
///
/// 1 to 50 Unicode scalars, as MultiSafepay's order API allows for `order_id`; no control characters, and no white space
/// at either end, which that service cuts off. Two IDs are the same only if their UTF-8 bytes are.
package struct OrderID: Sendable, Hashable {
    private let exact: ExactText

    private static let rule = TextRule(
        kind: .invalidOrderId,
        subject: "An order ID",
        scalarCounts: 1...50,
        example: "A-17",
        allowsMarkup: true,
        allowsOuterSpace: false
    )

    /// Takes an order ID as it is; nothing is trimmed or normalised.
    ///
    /// - Parameter text: The ID in the shop's own form.
    /// - Throws: `invalidOrderId`.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        exact = ExactText(text)
    }

    /// The ID as the shop wrote it.
    package var text: String { exact.string }
}
