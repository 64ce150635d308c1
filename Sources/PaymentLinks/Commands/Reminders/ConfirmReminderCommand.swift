/// Records what became of a reminder.
package struct ConfirmReminderCommand: Sendable {
    package var id: ReminderID
    package var confirmation: LinkReminders.Confirmation

    package init(id: ReminderID, confirmation: LinkReminders.Confirmation) {
        self.id = id
        self.confirmation = confirmation
    }
}

extension ConfirmReminderCommand {
    /// Why a reminder can't be confirmed that was never handed out.
    package var unknown: DecisionRefusal {
        .invalid(
            Refusal(.invalidParameter, "No reminder \(id.text) was handed out; take the ID from `claimReminders`.")
        )
    }

    /// Records the first confirmation; the same one again changes nothing.
    ///
    /// - Throws: `invalidParameter` for a reminder that was never handed out, and for another confirmation than the first.
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(withID: id.linkID), let reminder = link.reminders[id.slot] else {
            throw unknown
        }
        guard let earlier = reminder.confirmation else {
            let confirmed = ReminderConfirmed(key: link.key, slot: id.slot, confirmation: confirmation)
            return .record([.reminderConfirmed(confirmed)], answer: link.key)
        }
        guard earlier == confirmation else {
            let earlierWords = earlier.isSent ? "sent" : "not sent"
            throw .invalid(
                Refusal(
                    .invalidParameter,
                    "Reminder \(id.text) was confirmed as \(earlierWords) before; only the same confirmation may be "
                        + "repeated."
                )
            )
        }
        return .unchanged(link)
    }
}
