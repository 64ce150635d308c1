import JSON
package import JSONRPC
package import PaymentLinks

/// `confirmReminder`: tells what became of a reminder that was handed out.
package struct ConfirmReminder: Method {
    package static let name = "confirmReminder"
    package static let summary =
        "Records whether a reminder was sent; it is not handed out again either way, and the same call may be repeated."
    package static let parameters: [DeclaredParameter] = [reminderID.required, sent.required, note.optional]
    package static let result = Schema.named(ReminderSchema.confirmed)
    package static let errors = DeclaredError.ofRecording

    private static let reminderID = Parameter(
        "reminderId",
        .string("an ID from `claimReminders`", schema: .text) { (text) throws(Refusal) in
            guard let id = ReminderID(text: text) else {
                throw Refusal(.invalidParameter, "This is no ID of a reminder; take it from `claimReminders`.")
            }
            return id
        },
        "The ID that `claimReminders` told."
    )
    private static let sent = Parameter("sent", .boolean, "Whether the mail system took the mail.")
    private static let note = Parameter(
        "note",
        ParameterType<PaymentNote>.text(),
        "Why not, for whoever reads it later."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let id = try arguments.required(Self.reminderID)
        let confirmation = LinkReminders.Confirmation(
            isSent: try arguments.required(Self.sent),
            note: try arguments.optional(Self.note)
        )
        let pointer = arguments.pointer(to: Self.reminderID.name)
        let command = ConfirmReminderCommand(id: id, confirmation: confirmation)
        _ = try await context.outcome(of: .confirmReminder(command), by: caller) { _ in pointer }
        var writer = JSONWriter()
        writer.object { $0.member("reminderId", id.text) }
        return writer.bytes
    }
}
