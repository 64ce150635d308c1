extension Link {
    /// Folds in one event that happened to this link after it was made.
    ///
    /// Pure: a link is the fold of its own events, wherever they are kept.
    package mutating func fold(_ event: LinkEvent, at time: Instant, seq: UInt64) {
        switch event {
        case .generated: preconditionFailure("a link is made once")
        case .answered(let answered):
            if let seal = answered.seal { seals.append(seal) }
            return
        case .erased: self = withoutPersonalData(erasedAt: time)
        case .cancelled(let cancelled):
            cancellation = Cancellation(at: time, reason: cancelled.reason)
        case .superseded(let superseded):
            supersededBy = superseded.by
            if cancellation == nil { cancellation = Cancellation(at: time, reason: nil) }
        }
        version += 1
        self.seq = seq
    }
}
