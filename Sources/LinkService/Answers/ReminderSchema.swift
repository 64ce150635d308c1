import PaymentLinks

/// The shapes of what the methods about reminders answer.
enum ReminderSchema {
    static let claimed = NamedSchema(
        "ClaimedReminders",
        .object(
            [
                Schema.Member(
                    "reminders",
                    .array(of: .named(reminder), counts: 0...ServiceLimits.pageMax),
                    "The reminders, those of the first slot before those of the second."
                )
            ],
            closed: false
        )
    )

    static let confirmed = NamedSchema(
        "ConfirmedReminder",
        .object([Schema.Member("reminderId", .text, "The ID of the reminder.")], closed: false)
    )

    private static let reminder = NamedSchema(
        "Reminder",
        .object(
            [
                Schema.Member("reminderId", .text, "Its ID, for `confirmReminder`."),
                Schema.Member(
                    "slot",
                    .words(ReminderSlot.allCases.map(\.rawValue)),
                    "How long after the link was made it is due."
                ),
                Schema.Member("link", .named(LinkSchema.link), "The link, with all that a mail needs."),
            ],
            closed: false
        )
    )
}
