/// Cancels a link.
package struct CancelCommand: Sendable {
    package var key: LinkKey
    package var reason: Reason?
    /// Cancel only if the link still has this version.
    package var ifVersion: Int?

    package init(key: LinkKey, reason: Reason?, ifVersion: Int?) {
        self.key = key
        self.reason = reason
        self.ifVersion = ifVersion
    }
}

extension CancelCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(for: key) else { throw .unknownOrder(key) }
        if let ifVersion, ifVersion != link.version { throw .versionConflict(current: link) }
        switch link.status(at: now) {
        case .cancelled:
            // Cancelling is idempotent.
            return .unchanged(link)
        case .pending, .active, .expired, .declined, .failed:
            return .record([.cancelled(LinkCancelled(key: key, reason: reason))], answer: key)
        case .uncleared, .completed, .duplicate, .refunded, .partialRefunded, .chargedback:
            throw links.refusal(of: .cancelled, to: link)
        }
    }
}
