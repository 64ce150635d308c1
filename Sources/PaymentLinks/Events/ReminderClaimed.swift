/// A reminder was handed out, to be sent once.
package struct ReminderClaimed: Sendable, Hashable {
    package let key: LinkKey
    package let slot: ReminderSlot

    package init(key: LinkKey, slot: ReminderSlot) {
        self.key = key
        self.slot = slot
    }
}

/// Whoever got a reminder told what became of it.
package struct ReminderConfirmed: Sendable, Hashable {
    package let key: LinkKey
    package let slot: ReminderSlot
    package let confirmation: LinkReminders.Confirmation

    package init(key: LinkKey, slot: ReminderSlot, confirmation: LinkReminders.Confirmation) {
        self.key = key
        self.slot = slot
        self.confirmation = confirmation
    }
}
