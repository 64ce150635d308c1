/// Hands out the reminders of some links that are due.
package struct ClaimRemindersCommand: Sendable {
    /// The links that may have one due.
    package var keys: [LinkKey]

    package init(keys: [LinkKey]) {
        self.keys = keys
    }
}

extension ClaimRemindersCommand {
    /// Records one event for each link whose reminder is due; the answer is these links.
    ///
    /// The others may have been paid, ended or handed out since somebody looked for them.
    func decide(in links: some LinkSource, at now: Instant) -> Decision {
        var seen: Set<LinkKey> = []
        let events = keys.filter { seen.insert($0).inserted }.compactMap { key -> LinkEvent? in
            guard let slot = links.link(for: key)?.dueReminder(at: now) else { return nil }
            return .reminderClaimed(ReminderClaimed(key: key, slot: slot))
        }
        return events.isEmpty ? .unchanged(answers: []) : .record(events, answers: events.map(\.key))
    }
}
