/// A change that a link does not allow, and the links that are to be gone on with.
package struct RefusedTransition: Sendable {
    package let current: Link
    package let attempted: AttemptedChange
    /// The last of the links that took its place.
    package let successor: Link?
    /// The attempt of the same order that is in the way.
    package let rival: Link?

    package init(_ current: Link, _ attempted: AttemptedChange, successor: Link? = nil, rival: Link? = nil) {
        self.current = current
        self.attempted = attempted
        self.successor = successor
        self.rival = rival
    }

    /// Those that its sentence depends on.
    var links: [Link] { [current] + [successor, rival].compactMap(\.self) }

    /// The attempt that is in the way, if replacing it lets the money count that the refused link holds.
    package func way(at now: Instant) -> Link? {
        guard let rival, successor == nil, rival.status(at: now).isPayable, current.status(at: now).isDead,
            current.payments.counted > 0, rival.terms.money.currency == current.terms.money.currency
        else { return nil }
        return rival
    }
}
