extension LinkSource {
    /// Finds the links that took a link's place, one after the other, and for which its money counts: those in its currency.
    func heirs(of link: Link) -> [Link] {
        successors(of: link).filter { $0.terms.money.currency == link.terms.money.currency }
    }

    /// Whether the money of a link counts for what its order asks now: the last link of its successors is in its currency.
    func countsForOrder(_ link: Link) -> Bool {
        lastSuccessor(of: link).terms.money.currency == link.terms.money.currency
    }

    /// Finds the links whose place a link took, itself or by others in between, the latest first.
    func predecessors(of link: Link) -> [Link] {
        others(of: link).filter { other in successors(of: other).contains { $0.key == link.key } }
            .sorted { $0.createdSeq > $1.createdSeq }
    }

    /// Finds the links whose money counts for a link, the latest first: those in its currency that it took the place of.
    func forebears(of link: Link) -> [Link] {
        predecessors(of: link).filter { $0.terms.money.currency == link.terms.money.currency }
    }

    /// Whether an attempt settled the order after another one was made, so that paying the other would be too much.
    ///
    /// The money of a superseded attempt is a part of what its last heir asks for: while that asks for more, or was given up
    /// and asks for nothing, the order is not settled. Nor is it by money that counts for nothing, since the order is asked
    /// in another currency by now.
    func hasSettled(_ link: Link, orderOf other: Link) -> Bool {
        guard link.wasPaid(after: other), countsForOrder(link) else { return false }
        guard let last = heirs(of: link).last else { return true }
        return !last.isGivenUp && (last.missingAmount == 0 || last.key != other.key && !last.asks)
    }

    /// Finds the attempt that prevents another one from becoming payable; what holds money for it is none.
    func rival(of link: Link, at now: Instant) -> Link? {
        others(of: link).first { other in
            rules(other, out: link, at: now) && lastSuccessor(of: other).key != link.key
        }
    }

    /// Whether an attempt prevents another one from becoming payable.
    ///
    /// It does while it is payable or a payment is held, and once it has settled the order.
    func rules(_ link: Link, out other: Link, at now: Instant) -> Bool {
        link.isPayable(at: now) || link.recordedStatus == .uncleared || hasSettled(link, orderOf: other)
    }
}
