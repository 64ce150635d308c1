/// Which changes somebody asks for.
package struct EventRequest: Sendable {
    /// The number after which they are wanted.
    package private(set) var after: UInt64
    /// How many at most.
    package let limit: Int
    /// The bytes after which a page ends, although it has fewer events; it has one in any case.
    package private(set) var byteCountMax: Int
    package let site: SiteName?
    /// The types that are wanted; empty for all.
    package let types: Set<EventType>
    /// Who waits for it: long reading takes turns by user.
    package let user: UInt32
    /// The sites that the caller may see; nil for all.
    private var sites: Set<String>?

    package init(
        after: UInt64,
        limit: Int,
        byteCountMax: Int = .max,
        site: SiteName?,
        types: Set<EventType>,
        user: UInt32 = 0
    ) {
        self.user = user
        self.byteCountMax = byteCountMax
        self.after = after
        self.limit = limit
        self.site = site
        self.types = types
    }

    /// The same after a later number, in a page of at most so many bytes.
    package func following(_ seq: UInt64, byteCountMax: Int) -> EventRequest {
        var request = self
        request.after = seq
        request.byteCountMax = min(byteCountMax, self.byteCountMax)
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
