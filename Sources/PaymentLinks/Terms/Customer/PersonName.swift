/// A customer's first or last name.
///
/// 1 to 25 Unicode scalars without control characters or HTML. MultiSafepay's order API wants 2 to 25; since names of one
/// letter exist, its issuer leaves those out of the order instead of this type refusing them.
package struct PersonName: Sendable, Hashable {
    private let exact: ExactText

    private static let rule = TextRule(
        kind: .invalidCustomer,
        subject: "A customer's name",
        scalarCounts: 1...25,
        example: "Visser"
    )

    /// Takes a name as it is.
    ///
    /// - Parameter text: The name.
    /// - Throws: `invalidCustomer`; the message never quotes the name.
    package init(_ text: String) throws(Refusal) {
        try Self.rule.check(text)
        exact = ExactText(text)
    }

    /// The name as it was given.
    package var text: String { exact.string }
}
