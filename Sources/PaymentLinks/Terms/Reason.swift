/// Why a link was cancelled, changed or erased, for readers of its history.
///
/// 1 to 200 Unicode scalars without control characters.
package struct Reason: RuledText {
    package static let rule = TextRule(
        kind: .invalidParameter,
        subject: "A reason",
        scalarCounts: 1...200,
        example: "Paid in cash at the counter",
        allowsMarkup: true
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
