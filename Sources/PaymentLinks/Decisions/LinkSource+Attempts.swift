extension LinkSource {
    /// Finds the links that took a link's place, one after the other, and for which its money counts: those in its currency.
    func heirs(of link: Link) -> [Link] {
        var heirs: [Link] = []
        var latest = link
        while let by = latest.supersededBy, let next = self.link(for: link.key.sibling(by)),
            next.terms.money.currency == link.terms.money.currency
        {
            heirs.append(next)
            latest = next
        }
        return heirs
    }

    /// Whether the money of a link counts for what its order asks now: the last link of its successors is in its currency.
    func countsForOrder(_ link: Link) -> Bool {
        lastSuccessor(of: link).key == (heirs(of: link).last ?? link).key
    }

    /// Finds the links whose money counts for a link, the latest first: those that it and they took the place of.
    func forebears(of link: Link) -> [Link] {
        var forebears: [Link] = []
        var earliest = link
        while let source = earliest.lineage.duplicateOf, let before = self.link(for: link.key.sibling(source)),
            before.supersededBy == earliest.key.orderID, before.terms.money.currency == link.terms.money.currency
        {
            forebears.append(before)
            earliest = before
        }
        return forebears
    }

    /// Whether an attempt settled the order after another one was made, so that paying the other would be too much.
    ///
    /// The money of a superseded attempt is a part of what its last heir asks for: while that asks for more, the order is
    /// not settled. Nor is it by money that counts for nothing, since the order is asked in another currency by now.
    func hasSettled(_ link: Link, orderOf other: Link) -> Bool {
        guard link.wasPaid(after: other), countsForOrder(link) else { return false }
        guard let last = heirs(of: link).last else { return true }
        return last.missingAmount == 0 || last.key != other.key && !last.asks
    }

    /// Whether an attempt prevents another one from becoming payable.
    ///
    /// It does while it is payable or a payment is held, and once it has settled the order.
    func rules(_ link: Link, out other: Link, at now: Instant) -> Bool {
        link.isPayable(at: now) || link.recordedStatus == .uncleared || hasSettled(link, orderOf: other)
    }
}
