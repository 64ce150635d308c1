/// The beginning of some order IDs; that of "A 17" may end with a space.
package struct OrderIDPrefix: RuledText {
    package static let rule = TextRule(
        kind: .invalidOrderId,
        subject: "The beginning of an order ID",
        scalarCounts: OrderID.rule.scalarCounts,
        example: "A-",
        allowsMarkup: true,
        allowsLookAlikes: false
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
