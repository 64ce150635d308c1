import NIOConcurrencyHelpers
package import PaymentLinks

extension JournalLedger {
    package func linksAwaitingIssuance(of site: SiteName) async throws(LedgerError) -> [Link] {
        let (candidates, seq) = state.withLockedValue { state in
            (state.index.awaitingIssuance.sorted().map { state.candidate(of: $0) }, state.index.seq)
        }
        var links: [Link] = []
        for candidate in candidates {
            // One that can't be read keeps no other from being asked for.
            if let link = try await readableLink(candidate), link.key.site == site { links.append(link) }
        }
        try await durable(through: seq)
        return links
    }
}
