extension Link {
    /// Whether this attempt was paid after another one was made.
    func wasPaid(after other: Link) -> Bool {
        guard let settlement = payments.settlement else { return false }
        return settlement.seq > other.createdSeq
    }

    /// Whether a customer may be paying it: it is payable, or a payment is held.
    func isUnderWay(at now: Instant) -> Bool { isPayable(at: now) || recordedStatus == .uncleared }
}
