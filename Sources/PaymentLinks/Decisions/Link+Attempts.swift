extension Link {
    /// Whether this attempt settled the order after another attempt was made, so that paying the other would be too much.
    ///
    /// A link that is made after the order was paid is a demand for more money, and meant as one.
    func settledOrder(of other: Link) -> Bool {
        guard let settlement = payments.settlement else { return false }
        return settlement.seq > other.createdSeq
    }

    /// Whether this attempt prevents another one from becoming payable.
    ///
    /// It does while it is payable or a payment is held, and once it has settled the order.
    func rules(out other: Link, at now: Instant) -> Bool {
        isPayable(at: now) || recordedStatus == .uncleared || settledOrder(of: other)
    }
}
