/// Extends, shortens or reopens a link, or changes its reminder flag or its metadata.
///
/// A new expiry also counts the openings from 0 again, so that a link that was opened too often can be paid.
package struct UpdateCommand: Sendable {
    package var key: LinkKey
    package var expiry: NewExpiry?
    package var secondChanceEmail: Bool?
    package var metadata: Metadata?
    package var reason: Reason?
    /// Change it only if the link still has this version.
    package var ifVersion: Int?

    package init(key: LinkKey, reason: Reason? = nil, ifVersion: Int? = nil) {
        self.key = key
        self.reason = reason
        self.ifVersion = ifVersion
    }

    /// Whether it names nothing to change.
    package var isEmpty: Bool { expiry == nil && secondChanceEmail == nil && metadata == nil }

    /// When the link expires from now on.
    package enum NewExpiry: Sendable, Hashable {
        /// Counted from the moment of the decision.
        case after(Lifetime)
        case at(Instant)

        fileprivate func moment(from now: Instant) -> Instant {
            switch self {
            case .after(let lifetime): now.adding(seconds: lifetime.seconds)
            case .at(let moment): moment
            }
        }
    }
}

extension UpdateCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(for: key) else { throw .unknownOrder(key) }
        if let ifVersion, ifVersion != link.version { throw .versionConflict(current: link) }
        let expiresAt = try newExpiry(of: link, in: links, at: now)
        let flag = secondChanceEmail == link.terms.secondChanceEmail ? nil : secondChanceEmail
        let notes = metadata == link.terms.metadata ? nil : metadata
        guard expiresAt != nil || flag != nil || notes != nil else { return .unchanged(link) }
        let updated = LinkUpdated(
            key: key,
            expiresAt: expiresAt,
            secondChanceEmail: flag,
            metadata: notes,
            reason: reason,
            resetsOpenings: expiresAt != nil && link.openings > 0
        )
        // Record expiries that only the clock implies: were the clock set back, another attempt would be payable again
        // beside this one.
        let isRevived = expiresAt != nil && !link.isPayable(at: now)
        let lapses = isRevived ? links.others(of: link).lapses(at: now) : []
        return .record(lapses + [.updated(updated)], answer: key)
    }

    /// The expiry to record; nil if the link has it already.
    private func newExpiry(
        of link: Link,
        in links: some LinkSource,
        at now: Instant
    ) throws(DecisionRefusal) -> Instant? {
        guard let expiry else { return nil }
        let moment = expiry.moment(from: now)
        let status = link.status(at: now)
        guard status.isPayable || status == .expired else {
            let rival = status.isDead && link.supersededBy == nil ? links.rival(of: link, at: now) : nil
            throw links.refusal(of: .active, to: link, rival: rival)
        }
        // Once the expiry is recorded even the same moment is a change: the clock may have been set back before it.
        if moment == link.expiresAt, link.recordedStatus != .expired, !link.isExhausted(at: now) { return nil }
        do throws(Refusal) {
            try Lifetime.check(moment, from: now)
        } catch {
            throw .invalid(error)
        }
        guard !link.isPayable(at: now) else { return moment }
        if let rival = links.rival(of: link, at: now) {
            throw links.refusal(of: .active, to: link, rival: rival)
        }
        return moment
    }
}

extension Lifetime {
    /// Checks that an expiry lies after now, and no further ahead than the longest lifetime.
    fileprivate static func check(_ moment: Instant, from now: Instant) throws(Refusal) {
        guard moment > now else {
            throw Refusal(
                .invalidExpiry,
                "A link can't expire at \(moment.text), which is past; give a moment after now, for example "
                    + "\(now.adding(seconds: standard.seconds).text)."
            )
        }
        let last = now.adding(seconds: longest.seconds)
        guard moment <= last else {
            throw Refusal(
                .invalidExpiry,
                "A link can't expire at \(moment.text), more than 365 days away; give for example \(last.text)."
            )
        }
    }
}
