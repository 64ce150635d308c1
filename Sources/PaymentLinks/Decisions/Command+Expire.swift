/// Records that links expired.
struct ExpireCommand {
    let keys: [LinkKey]

    /// Every named link that can still be paid and whose time is up gets its event; the others are left alone, since
    /// they may have been paid, extended or ended between the look at the clock and now.
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let first = keys.first else { preconditionFailure("the expiry of no link is asked for") }
        var seen: Set<LinkKey> = []
        let lapses = keys.filter { seen.insert($0).inserted }.compactMap { links.link(for: $0) }.lapses(at: now)
        if let last = lapses.last { return .record(lapses, answer: last.key) }
        guard let link = links.link(for: first) else { throw .unknownOrder(first) }
        return .unchanged(link)
    }
}

extension [Link] {
    /// The events that say of those links whose time is up, and that could be paid till then, that they expired.
    func lapses(at now: Instant) -> [LinkEvent] {
        filter { $0.recordedStatus.isPayable && $0.expiresAt <= now }.map { .expired(LinkExpired(key: $0.key)) }
    }
}
