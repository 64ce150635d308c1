/// Everything that is known of a method without calling it.
///
/// Each part is made when it is asked for: who wants names and summaries does not pay for the examples.
package struct MethodDeclaration: Sendable {
    private let method: any Method.Type

    package var name: String { method.name }
    package var summary: String { method.summary }
    package var parameters: [DeclaredParameter] { method.parameters }
    package var result: Schema { method.result }
    package var errors: [DeclaredError] { method.errors }
    package var examples: [Example] { method.examples }

    init(_ method: any Method.Type) {
        self.method = method
    }

    /// Every method, in the order in which documents show them and in which their examples are executed.
    package static let all: [MethodDeclaration] = [
        MethodDeclaration(GenerateLink.self), MethodDeclaration(GetLink.self), MethodDeclaration(ListLinks.self),
        MethodDeclaration(DuplicateTransaction.self), MethodDeclaration(CancelLink.self),
        MethodDeclaration(GenerateLinks.self), MethodDeclaration(ResolveLink.self),
        MethodDeclaration(UpdateLink.self), MethodDeclaration(RecordPayment.self),
        MethodDeclaration(ListEvents.self), MethodDeclaration(ListPaymentMethods.self),
        MethodDeclaration(GetServiceStatus.self), MethodDeclaration(ErasePersonalData.self),
        MethodDeclaration(Discover.self),
    ]
}
