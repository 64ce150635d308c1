/// The text that a customer reads about the payment, on the payment page and often on the bank statement.
///
/// 1 to 200 Unicode scalars without HTML, as MultiSafepay's order API demands of `description`; at least one visible
/// character, and no control characters. No tag is stripped in silence.
package struct LinkDescription: RuledText {
    package static let rule = TextRule(
        kind: .invalidDescription,
        subject: "A description",
        scalarCounts: 1...200,
        example: "Bicycle repair, order A-17"
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
