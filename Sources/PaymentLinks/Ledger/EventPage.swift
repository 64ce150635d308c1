/// Some changes in their order.
package struct EventPage: Sendable {
    package var events: [RecordedEvent]
    /// The numbers of events that can't be read, in their order among the others.
    package var unreadable: [ClosedRange<UInt64>]
    /// The last number that was looked at: the next page comes after it.
    package var seq: UInt64

    package init(events: [RecordedEvent] = [], unreadable: [ClosedRange<UInt64>] = [], seq: UInt64) {
        self.events = events
        self.unreadable = unreadable
        self.seq = seq
    }
}
