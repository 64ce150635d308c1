/// A note on a payment, such as where money came from that the payment service did not handle.
///
/// 1 to 200 Unicode scalars without control characters.
package struct PaymentNote: RuledText {
    package static let rule = TextRule(
        kind: .invalidParameter,
        subject: "A note",
        scalarCounts: 1...200,
        example: "Cash at the counter",
        allowsMarkup: true
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
