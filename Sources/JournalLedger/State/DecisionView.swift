import PaymentLinks

/// What a decision sees: the links that are in memory, whether not yet in the file or read for this decision.
///
/// What is missing is noted. Then the decision is thrown away, what was missing is read, and it is taken again.
final class DecisionView: LinkSource {
    private let state: LedgerState
    private let loaded: LoadedLinks
    /// What has to be read before the decision counts.
    private(set) var missing: [Missing] = []
    /// The links that were found, with their rows.
    private(set) var found: [LinkKey: (row: UInt32, link: Link)] = [:]

    init(_ state: LedgerState, _ loaded: LoadedLinks) {
        self.state = state
        self.loaded = loaded
    }

    enum Missing: Sendable {
        case link(LinkLocation)
        case request(UInt32, RecordLocation)
    }

    var seq: UInt64 { state.index.seq }

    func link(for key: LinkKey) -> Link? {
        found[key]?.link ?? link(among: state.index.candidates(for: key)) { $0.key == key }
    }

    func attempts(ofRoot root: LinkKey) -> [Link] {
        guard let first = link(for: root) else { return [] }
        var attempts = [first]
        for row in state.index.descendants(ofRoot: root) {
            guard let link = link(of: row) else {
                missing.append(.link(state.location(of: row)))
                continue
            }
            // Another order's first link may have the same hash.
            guard link.key.site == root.site, link.lineage.root == root.orderID else { continue }
            found[link.key] = (row, link)
            attempts.append(link)
        }
        return attempts
    }

    func link(withID id: LinkID) -> Link? {
        link(among: state.index.candidates(for: id)) { $0.id == id }
    }

    func memo(for scope: RequestScope) -> IdempotencyRecord? {
        if let memo = state.pendingAnswer(for: scope) { return memo }
        for number in state.index.candidates(for: scope) {
            guard let memo = loaded.memos[number] else {
                let location = state.index.requests[Int(number)]
                // Not in the file yet, and not what was asked for, or it would have been found above.
                if location.isWritten { missing.append(.request(number, location)) }
                continue
            }
            if memo.scope == scope { return memo.memo }
        }
        return nil
    }

    /// The one of some candidates that is meant; what is not in memory is missing only if that is not found.
    private func link(among rows: FingerprintTable.Candidates, where isMeant: (Link) -> Bool) -> Link? {
        var missing: [Missing] = []
        for row in rows {
            guard let link = link(of: row) else {
                missing.append(.link(state.location(of: row)))
                continue
            }
            guard isMeant(link) else { continue }
            found[link.key] = (row, link)
            return link
        }
        self.missing += missing
        return nil
    }

    private func link(of row: UInt32) -> Link? {
        if let link = state.pendingLink(row) { return link }
        let lastChange = state.index.rows[Int(row)].lastChange
        guard let known = loaded.links[row], known.lastChange == lastChange else { return nil }
        return known.link
    }
}
