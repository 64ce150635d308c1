extension Link {
    /// Whether this attempt was paid after another one was made.
    ///
    /// A link that is made after the order was paid is a demand for more money, and meant as one.
    func wasPaid(after other: Link) -> Bool {
        guard let settlement = payments.settlement else { return false }
        return settlement.seq > other.createdSeq
    }
}
