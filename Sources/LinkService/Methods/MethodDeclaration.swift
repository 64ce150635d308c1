/// Everything that is known of a method without calling it.
///
/// Each part is made when it is needed: names and summaries do not cost the examples.
package struct MethodDeclaration: Sendable {
    private let type: any Method.Type

    package var name: String { type.name }
    package var summary: String { type.summary }
    package var parameters: [DeclaredParameter] { type.parameters }
    package var result: Schema { type.result }
    package var errors: [DeclaredError] { type.errors }
    package var examples: [Example] { type.examples }
    /// Whether a call may wait for something to happen.
    package var waits: Bool { type.waits }

    init(_ type: any Method.Type) {
        self.type = type
    }

    /// Every method, in the order in which documents show them and in which their examples are executed.
    ///
    /// The one registry: a new method takes its file, `X+Examples.swift` beside it, and a line here. The service, its
    /// description, the tool's help and the pages follow; the tests then ask for the method's `ParameterCase`s and its
    /// order of positions.
    package static let all: [MethodDeclaration] = [
        MethodDeclaration(GenerateLink.self), MethodDeclaration(GetLink.self), MethodDeclaration(ListLinks.self),
        MethodDeclaration(DuplicateTransaction.self), MethodDeclaration(CancelLink.self),
        MethodDeclaration(GenerateLinks.self), MethodDeclaration(ResolveLink.self),
        MethodDeclaration(GetQrCode.self), MethodDeclaration(UpdateLink.self),
        MethodDeclaration(RecordPayment.self), MethodDeclaration(ListEvents.self),
        MethodDeclaration(ListPaymentMethods.self),
        MethodDeclaration(HandleNotification.self), MethodDeclaration(ReconcileLinks.self),
        MethodDeclaration(ClaimReminders.self), MethodDeclaration(ConfirmReminder.self),
        MethodDeclaration(GetServiceStatus.self), MethodDeclaration(ErasePersonalData.self),
        MethodDeclaration(Discover.self),
    ]

    func method(over context: ServiceContext) -> any Method { type.init(context) }
}
