/// The payment service's ID of one transaction; an order can have several.
///
/// 1 to 64 Unicode scalars without control characters, and no white space at either end. One that people take for
/// another would be counted twice, so a new one has no character that nobody sees, and is in Unicode's form NFC.
package struct TransactionID: RuledText {
    package static let rule = TextRule(
        kind: .invalidParameter,
        subject: "A transaction ID",
        scalarCounts: 1...64,
        example: "4051823",
        allowsMarkup: true,
        allowsOuterSpace: false,
        allowsLookAlikes: false
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
