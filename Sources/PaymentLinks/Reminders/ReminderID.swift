/// The name of one reminder: the ID of its link, a dot and its slot.
package struct ReminderID: Sendable, Hashable {
    package let linkID: LinkID
    package let slot: ReminderSlot

    package init(linkID: LinkID, slot: ReminderSlot) {
        self.linkID = linkID
        self.slot = slot
    }

    /// Reads a name; nil if no reminder has it.
    package init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let slot = ReminderSlot(rawValue: String(parts[1])) else { return nil }
        self.init(linkID: LinkID(text: String(parts[0])), slot: slot)
    }

    /// The name.
    package var text: String { "\(linkID.text).\(slot.rawValue)" }
}
