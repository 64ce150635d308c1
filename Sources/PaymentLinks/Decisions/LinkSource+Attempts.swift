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
        let others = Dictionary(grouping: others(of: link)) { $0.supersededBy }
        var predecessors: [Link] = []
        var places = [link.key.orderID]
        while let place = places.popLast() {
            let found = others[place] ?? []
            predecessors += found
            places += found.map(\.key.orderID)
        }
        return predecessors.sorted { $0.createdSeq > $1.createdSeq }
    }

    /// Finds the links whose money counts for a link, the latest first: those in its currency that it took the place of.
    func forebears(of link: Link) -> [Link] {
        predecessors(of: link).filter { $0.terms.money.currency == link.terms.money.currency }
    }

    /// Finds the demands of a link's order.
    func demands(of attempts: [Link]) -> Demands { Demands(attempts) { settlement(of: $0) } }

    /// Finds the other attempts at a link's demand, oldest first: whichever is paid settles it.
    func alternatives(to link: Link) -> [Link] {
        let others = others(of: link)
        guard !others.isEmpty else { return [] }
        let demands = demands(of: others + [link])
        return others.filter { demands[$0] == demands[link] }
    }

    /// The event by which a link settled its demand, itself or by money that is carried over to it.
    func settlement(of link: Link) -> UInt64? {
        guard let by = link.payments.coveredBy, let payer = self.link(for: link.key.sibling(by)),
            lastSuccessor(of: payer).key == link.key
        else { return link.payments.settlement?.seq }
        return payer.payments.settlement?.seq
    }

    /// Whether an attempt settled its demand after another one of it was made, so that paying the other would be too much.
    ///
    /// An attempt that was paid before left the demand open, or the other one would ask for more. The money of a superseded
    /// attempt is a part of what its last heir asks for: while that asks for more, or was given up and asks for nothing,
    /// that is not settled. Nor is it by money that counts for nothing, since the order is asked in another currency by now.
    func hasSettled(_ link: Link, demandOf other: Link) -> Bool {
        guard link.wasPaid(after: other), countsForOrder(link) else { return false }
        guard let last = heirs(of: link).last else { return true }
        return !last.isGivenUp && (last.missingAmount == 0 || last.key != other.key && !last.asks)
    }

    /// Finds the attempt that prevents another one from becoming payable; what holds money for it is none.
    func rival(of link: Link, at now: Instant) -> Link? {
        alternatives(to: link).first { other in
            rules(other, out: link, at: now) && lastSuccessor(of: other).key != link.key
        }
    }

    /// Whether an attempt prevents another one of its demand from becoming payable.
    ///
    /// It does while it is payable or a payment is held, and once it has settled the demand.
    func rules(_ link: Link, out other: Link, at now: Instant) -> Bool {
        link.isUnderWay(at: now) || hasSettled(link, demandOf: other)
    }
}
