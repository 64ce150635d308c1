package import PaymentLinks

/// Which changes somebody asks for.
package struct EventRequest: Sendable {
    /// The number after which they are wanted.
    package let after: UInt64
    /// How many at most.
    package let limit: Int
    package let site: SiteName?
    /// The types that are wanted; empty for all.
    package let types: Set<EventType>

    package init(after: UInt64, limit: Int, site: SiteName?, types: Set<EventType>) {
        self.after = after
        self.limit = limit
        self.site = site
        self.types = types
    }

    /// Whether an event is wanted.
    func matches(_ type: EventType, site: String) -> Bool {
        if let wanted = self.site, wanted.text != site { return false }
        return types.isEmpty || types.contains(type)
    }
}

/// Some changes in their order.
package struct EventPage: Sendable {
    package var events: [RecordedEvent] = []
    /// The last number that was looked at: the next page comes after it.
    package var seq: UInt64
}

/// One change, as it was recorded.
package struct RecordedEvent: Sendable {
    package let seq: UInt64
    /// When it was decided, as the record says.
    package let time: String
    package let caller: Caller
    /// The members of the event in JSON, each as it was recorded; what is about a person is left out.
    package let members: [(name: String, value: [UInt8])]
}
