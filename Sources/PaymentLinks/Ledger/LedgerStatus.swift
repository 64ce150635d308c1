/// How much a ledger keeps.
package struct LedgerStatus: Sendable, Equatable {
    /// The last event that the numbers reflect.
    package let seq: UInt64
    /// By the statuses that are recorded.
    package let links: LinkCounts

    package init(seq: UInt64, links: LinkCounts) {
        self.seq = seq
        self.links = links
    }

    package init(seq: UInt64, linksBySite: [SiteName: LinkCounts]) {
        self.init(seq: seq, links: linksBySite.values.reduce(into: LinkCounts()) { $0 += $1 })
    }
}
