/// Some changes in their order.
package struct EventPage: Sendable {
    package var events: [RecordedEvent]
    /// The last number that was looked at: the next page comes after it.
    package var seq: UInt64

    package init(events: [RecordedEvent] = [], seq: UInt64) {
        self.events = events
        self.seq = seq
    }
}
