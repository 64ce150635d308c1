/// Everything that is known of a method without calling it.
package struct MethodDeclaration: Sendable {
    package let name: String
    package let summary: String
    package let parameters: [DeclaredParameter]
    package let result: Schema
    package let errors: [DeclaredError]
    package let examples: [Example]

    init(_ method: any Method.Type) {
        name = method.name
        summary = method.summary
        parameters = method.parameters
        result = method.result
        errors = method.errors
        examples = method.examples
    }

    /// Every method, in the order in which documents show them and in which their examples are executed.
    package static let all: [MethodDeclaration] = [
        MethodDeclaration(GenerateLink.self), MethodDeclaration(GetLink.self), MethodDeclaration(ListLinks.self),
        MethodDeclaration(DuplicateTransaction.self), MethodDeclaration(CancelLink.self),
        MethodDeclaration(GetServiceStatus.self), MethodDeclaration(Discover.self),
    ]
}
