import JSON
import PaymentLinks

extension EventReader {
    func confirmation(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> ReminderConfirmed {
        // It is always there: `flag` alone would take a missing one for false.
        guard value["sent"] != nil else { throw notUnderstood("sent") }
        let confirmation = LinkReminders.Confirmation(
            isSent: try flag(value, "sent"),
            note: try optional(value, "note", PaymentNote.recorded)
        )
        return ReminderConfirmed(key: key, slot: try slot(value), confirmation: confirmation)
    }

    func slot(_ value: JSONValue) throws(RecordedChangeError) -> ReminderSlot {
        guard let slot = ReminderSlot(rawValue: string(value, "slot")) else { throw notUnderstood("slot") }
        return slot
    }
}
