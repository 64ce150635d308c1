/// Shows a link to the customer who holds its token, and counts the opening.
package struct OpenCommand: Sendable {
    /// The ID of the link, which follows from the token.
    package var id: LinkID
    /// Show the link without counting, for mail scanners and previews.
    package var peek: Bool

    package init(id: LinkID, peek: Bool) {
        self.id = id
        self.peek = peek
    }
}

extension OpenCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(withID: id) else { throw .unknownToken }
        if let reason = reason(of: link, in: links, at: now) {
            throw .notPayable(link, reason, successor: reason == .superseded ? successor(of: link, in: links) : nil)
        }
        return peek ? .unchanged(link) : .record([.opened(LinkOpened(key: link.key))], answer: link.key)
    }

    /// Why a link can't be paid; one that was paid itself is none that ends the order while its last successor asks for more.
    private func reason(of link: Link, in links: some LinkSource, at now: Instant) -> NotPayableReason? {
        let reason = link.notPayableReason(at: now)
        guard link.supersededBy != nil, link.recordedStatus.isPaid else { return reason }
        return links.lastSuccessor(of: link).balance.due ?? 0 > 0 ? .superseded : reason
    }

    /// The last successor of a link; nil if any link on the way is for another customer.
    ///
    /// A payment page shows the customer's name and address, so only the customer of the old link may be sent on.
    private func successor(of link: Link, in links: some LinkSource) -> Link? {
        var latest = link
        while let by = latest.supersededBy {
            guard let next = links.link(for: link.key.sibling(by)), next.terms.customer == link.terms.customer else {
                return nil
            }
            latest = next
        }
        return latest
    }
}
