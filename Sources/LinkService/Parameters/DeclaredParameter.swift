/// What is known of a parameter without the type of its value.
package struct DeclaredParameter: Sendable {
    package let name: String
    package let isRequired: Bool
    package let expectation: String
    package let schema: Schema
    package let summary: String

    /// The parameter as a member of the object that holds it.
    package var member: Schema.Member {
        Schema.Member(name, schema, isRequired: isRequired, summary)
    }
}
