extension Link {
    /// Applies one later event of this link.
    ///
    /// Pure: a link is the fold of its own events.
    package mutating func fold(_ event: LinkEvent, at time: Instant, seq: UInt64) {
        switch event {
        case .generated: preconditionFailure("a link is made once")
        case .unknownOrderReported: preconditionFailure("the order has no link")
        case .answered(let answered):
            if let keyID = answered.keyID { keyIDs.append(keyID) }
            return
        case .issued(let issued): return fold(issued, seq: seq)
        case .issueFailed(let failed): return fold(failed, seq: seq)
        case .erased: self = withoutPersonalData(erasedAt: time)
        case .cancelled(let cancelled):
            cancellation = Cancellation(at: time, reason: cancelled.reason)
            recordedStatus = .cancelled
        case .superseded(let superseded):
            supersededBy = superseded.by
            successorCurrency = superseded.currency
            endForGood(at: time)
        case .paymentRecorded(let payment):
            let before = status(at: time)
            payments.record(payment, at: time, seq: seq)
            if payment.becomes == .cancelled { endForGood(at: time) } else { recordedStatus = payment.becomes }
            if recordedStatus != .uncleared { beforeHold = nil } else if before != .uncleared { beforeHold = before }
            if let status = payment.afterHold { beforeHold = status }
        case .markedDuplicate(let marked):
            payments.markDuplicate(of: marked.by, amount: terms.money.amount)
            // A held payment stays visible while it is held.
            if recordedStatus == .uncleared { beforeHold = .duplicate } else { recordedStatus = .duplicate }
        case .paidAgain(let again): payments.paidAgainBy = again.by
        case .paidCarried(let paid): payments.carry(paid.amount)
        case .paidCounted(let paid):
            if supersededBy != nil { successorCurrency = nil } else { payments.count(paid.amount) }
        case .updated(let updated): apply(updated)
        case .expired:
            // No new version: callers have seen the link as expired since its expiry.
            recordedStatus = .expired
            self.seq = seq
            return
        case .reminderClaimed(let claimed):
            // No new version, for this and for its confirmation: a merchant's update must not fail for them.
            reminders[claimed.slot] = LinkReminders.Reminder(claimedAt: time)
            self.seq = seq
            return
        case .reminderConfirmed(let confirmed):
            reminders[confirmed.slot]?.confirmation = confirmed.confirmation
            self.seq = seq
            return
        case .opened:
            // No new version: an opening by a customer must not make a merchant's update with `ifVersion` fail.
            openings += 1
            self.seq = seq
            return
        }
        version += 1
        self.seq = seq
    }

    /// Ends the link as cancelled; the first cancellation is kept.
    private mutating func endForGood(at time: Instant) {
        if cancellation == nil { cancellation = Cancellation(at: time, reason: nil) }
        recordedStatus = .cancelled
    }
}

/// An event that contradicts the events before it.
package enum FoldError: Error, Sendable, Equatable {
    case orderIDTwice(LinkKey)
    case unknownLink(LinkKey)
}
