/// The reminders of a link that were handed out.
package struct LinkReminders: Sendable, Hashable {
    private var hour: Reminder?
    private var day: Reminder?

    package init() {}

    /// The reminder of a slot; nil if it was not handed out.
    package subscript(slot: ReminderSlot) -> Reminder? {
        get {
            switch slot {
            case .hour: hour
            case .day: day
            }
        }
        set {
            switch slot {
            case .hour: hour = newValue
            case .day: day = newValue
            }
        }
    }

    /// One reminder: handed out once, and never again.
    package struct Reminder: Sendable, Hashable {
        package let claimedAt: Instant
        /// What became of it, if somebody told.
        package var confirmation: Confirmation?
    }

    /// What whoever got a reminder made of it.
    package struct Confirmation: Sendable, Hashable {
        /// Whether the mail system took the mail.
        package let isSent: Bool
        package let note: PaymentNote?

        package init(isSent: Bool, note: PaymentNote?) {
            self.isSent = isSent
            self.note = note
        }
    }
}
