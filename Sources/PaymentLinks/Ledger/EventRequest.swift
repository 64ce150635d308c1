/// Which changes somebody asks for.
package struct EventRequest: Sendable {
    /// The number after which they are wanted.
    package let after: UInt64
    /// How many at most.
    package let limit: Int
    package let site: SiteName?
    /// The types that are wanted; empty for all.
    package let types: Set<EventType>
    /// Who waits for it: long reading takes turns by user.
    package let user: UInt32

    package init(after: UInt64, limit: Int, site: SiteName?, types: Set<EventType>, user: UInt32 = 0) {
        self.user = user
        self.after = after
        self.limit = limit
        self.site = site
        self.types = types
    }

    /// The same after a later number.
    package func following(_ seq: UInt64) -> EventRequest {
        EventRequest(after: seq, limit: limit, site: site, types: types, user: user)
    }

    /// Whether an event is wanted.
    package func matches(_ type: EventType, site: String) -> Bool {
        if let wanted = self.site, wanted.text != site { return false }
        return types.isEmpty || types.contains(type)
    }
}
