/// A customer's first or last name.
///
/// 1 to 25 Unicode scalars without control characters or HTML; a refusal never quotes the name. MultiSafepay's order API
/// wants 2 to 25; since names of one letter exist, its issuer leaves those out of the order instead of this type refusing
/// them.
package struct PersonName: RuledText {
    package static let rule = TextRule(
        kind: .invalidCustomer,
        subject: "A customer's name",
        scalarCounts: 1...25,
        example: "Visser"
    )

    package let exact: ExactText

    package init(checked exact: ExactText) {
        self.exact = exact
    }
}
