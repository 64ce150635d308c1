/// The name of a shop as its customers know it.
///
/// 1 to 100 Unicode scalars without control characters, HTML or white space at its ends.
package struct ShopName: RuledText {
    package static let rule = TextRule(
        kind: .unknownSite,
        subject: "A shop's name",
        scalarCounts: 1...100,
        example: "Example Shop",
        allowsOuterSpace: false
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
