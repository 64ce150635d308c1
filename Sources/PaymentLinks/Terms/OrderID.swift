/// The shop's own name for an order, unique within a site.
///
/// 1 to 50 Unicode scalars, as MultiSafepay's order API allows for `order_id`; no control characters, and no white space
/// at either end, which that service cuts off. Orders that people can't tell apart would be taken for one, so a new ID has no
/// character that nobody sees, and is in Unicode's form NFC.
package struct OrderID: RuledText {
    package static let rule = TextRule(
        kind: .invalidOrderId,
        subject: "An order ID",
        scalarCounts: 1...50,
        example: "A-17",
        allowsMarkup: true,
        allowsOuterSpace: false,
        allowsLookAlikes: false
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
