extension Link {
    /// The slot whose reminder is due at a moment; nil if none is.
    ///
    /// None for a link that is paid in whole or in part, under way, ended or erased, that can't be opened any more, that ends
    /// at the slot's moment or before, or whose customer has no address or was not to be reminded.
    package func dueReminder(at now: Instant) -> ReminderSlot? {
        guard let slot = ReminderSlot(createdAt: createdAt, now: now), reminders[slot] == nil else { return nil }
        guard terms.secondChanceEmail, terms.customer.email != nil, customerErasedAt == nil else { return nil }
        guard notPayableReason(at: now) == nil, balance.due == terms.money.amount else { return nil }
        return expiresAt > slot.dueAt(createdAt: createdAt) ? slot : nil
    }
}
