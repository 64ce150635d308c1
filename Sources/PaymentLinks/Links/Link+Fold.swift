extension Link {
    /// Folds in one event that happened to this link after it was made.
    ///
    /// Pure: a link is the fold of its own events, wherever they are kept.
    package mutating func fold(_ event: LinkEvent, at time: Instant, seq: UInt64) {
        switch event {
        case .generated: preconditionFailure("a link is made once")
        case .answered: return
        case .cancelled(let cancelled):
            cancellation = Cancellation(at: time, reason: cancelled.reason)
        case .superseded(let superseded):
            supersededBy = superseded.by
            if cancellation == nil { cancellation = Cancellation(at: time, reason: nil) }
        case .opened:
            // No change of the merchant's: what a customer does must not make an edit with `ifVersion` fail.
            openings += 1
            self.seq = seq
            return
        }
        version += 1
        self.seq = seq
    }
}
