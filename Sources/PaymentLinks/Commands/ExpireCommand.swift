/// Records that links have expired.
struct ExpireCommand {
    let keys: [LinkKey]

    /// Records an event for each link that is payable and past its expiry.
    ///
    /// The others stay as they are: they may have been paid, extended or ended since the daemon looked for due links.
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let first = keys.first else { preconditionFailure("an expiry names at least one link") }
        var seen: Set<LinkKey> = []
        let lapses = keys.filter { seen.insert($0).inserted }.compactMap { links.link(for: $0) }.lapses(at: now)
        if let last = lapses.last { return .record(lapses, answer: last.key) }
        guard let link = links.link(for: first) else { throw .unknownOrder(first) }
        return .unchanged(link)
    }
}

extension [Link] {
    /// The events that record the expiry of those links that are payable and past their expiry.
    func lapses(at now: Instant) -> [LinkEvent] {
        filter { $0.recordedStatus.isPayable && $0.expiresAt <= now }.map { .expired(LinkExpired(key: $0.key)) }
    }
}
