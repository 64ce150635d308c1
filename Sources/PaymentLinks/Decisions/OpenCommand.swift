/// Shows a link to the customer who holds its token, and counts that.
package struct OpenCommand: Sendable {
    /// The ID of the link with the token, which follows from it.
    package var id: LinkID
    /// Look only: mail scanners and previews open what no customer has seen.
    package var peek: Bool

    package init(id: LinkID, peek: Bool) {
        self.id = id
        self.peek = peek
    }
}

/// Why a link can't be paid.
package enum NotPayableReason: String, Sendable, Hashable, CaseIterable {
    /// Being issued at the payment service; ask again in a moment.
    case pending
    /// Paid, and held for review.
    case uncleared
    case completed
    case declined
    case cancelled
    /// Another link took its place.
    case superseded
    case expired
    /// Another attempt of the same order was paid.
    case duplicate
    case refunded
    case partialRefunded
    case chargedback
    case failed
    /// Opened as often as a link may be.
    case openedTooOften
}

extension Link {
    /// How often a link may be opened: as often as the payment service lets one of its own.
    package static let openingsMax = 20

    /// Tells why the link can't be paid at a moment; nil if it can.
    package func notPayableReason(at now: Instant) -> NotPayableReason? {
        switch status(at: now) {
        case .active: openings < Self.openingsMax ? nil : .openedTooOften
        case .cancelled: supersededBy == nil ? .cancelled : .superseded
        case .pending: .pending
        case .uncleared: .uncleared
        case .completed: .completed
        case .declined: .declined
        case .expired: .expired
        case .duplicate: .duplicate
        case .refunded: .refunded
        case .partialRefunded: .partialRefunded
        case .chargedback: .chargedback
        case .failed: .failed
        }
    }
}

extension OpenCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(withID: id) else { throw .unknownToken }
        if let reason = link.notPayableReason(at: now) {
            throw .notPayable(link, reason, successor: reason == .superseded ? successor(of: link, in: links) : nil)
        }
        return peek ? .unchanged(link) : .record([.opened(LinkOpened(key: link.key))], answer: link.key)
    }

    /// The link that stands at the end of the line, if whoever holds the old one may see it.
    ///
    /// A page shows its customer's name and address, so it is shown to nobody but the customer who had the first link.
    private func successor(of link: Link, in links: some LinkSource) -> Link? {
        var latest = link
        while let by = latest.supersededBy {
            let key = LinkKey(site: link.key.site, orderID: by)
            guard let next = links.link(for: key), next.terms.customer == link.terms.customer else { return nil }
            latest = next
        }
        return latest
    }
}
