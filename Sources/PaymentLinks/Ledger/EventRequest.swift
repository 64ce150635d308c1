/// Which changes somebody asks for.
package struct EventRequest: Sendable {
    /// The number after which they are wanted.
    package private(set) var after: UInt64
    /// How many at most.
    package let limit: Int
    package let site: SiteName?
    /// The types that are wanted; empty for all.
    package let types: Set<EventType>
    /// Who waits for it: long reading takes turns by user.
    package let user: UInt32
    /// The sites that the caller may see; nil for all.
    private var sites: Set<String>?

    package init(after: UInt64, limit: Int, site: SiteName?, types: Set<EventType>, user: UInt32 = 0) {
        self.user = user
        self.after = after
        self.limit = limit
        self.site = site
        self.types = types
    }

    /// The same after a later number.
    package func following(_ seq: UInt64) -> EventRequest {
        var request = self
        request.after = seq
        return request
    }

    /// The same request of a caller who may see some sites only; nil for all.
    package func within(_ sites: Set<SiteName>?) -> EventRequest {
        var request = self
        request.sites = sites.map { Set($0.map(\.text)) }
        return request
    }

    /// Whether an event is wanted.
    package func matches(_ type: EventType, site: String) -> Bool {
        if let wanted = self.site, wanted.text != site { return false }
        if let sites, !sites.contains(site) { return false }
        return types.isEmpty || types.contains(type)
    }
}
