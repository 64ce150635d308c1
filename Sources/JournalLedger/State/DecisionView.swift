import PaymentLinks

/// The links as one decision sees them: those that are in memory because their record is pending, or was read for this
/// decision.
///
/// A decision must not block on the disk. So it collects the links that are missing; the caller reads them and decides again.
final class DecisionView: LinkSource {
    private let state: LedgerState
    private let loaded: LoadedLinks
    /// The records to read before the decision is valid.
    private(set) var missing: [Missing] = []
    /// The links that the decision read, with their rows.
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
        var attempts = link(for: root).map { [$0] } ?? []
        for row in state.index.descendants(ofRoot: root) {
            guard let link = link(of: row) else {
                missing.append(.link(state.location(of: row)))
                continue
            }
            // Another order may have the same hash.
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
                // A request that is not written yet is pending; had it this scope, it would have been found above.
                if location.isWritten { missing.append(.request(number, location)) }
                continue
            }
            if memo.scope == scope { return memo.memo }
        }
        return nil
    }

    /// The candidate that meets a condition; the candidates on disk count as missing only if none in memory does.
    private func link(among rows: FingerprintTable.Candidates, where matches: (Link) -> Bool) -> Link? {
        var missing: [Missing] = []
        for row in rows {
            guard let link = link(of: row) else {
                missing.append(.link(state.location(of: row)))
                continue
            }
            guard matches(link) else { continue }
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

extension [DecisionView.Missing] {
    /// The links among them.
    var links: [LinkLocation] {
        compactMap { if case .link(let location) = $0 { location } else { nil } }
    }
}
