/// A change of a link: the payload of the journal, and the only thing that changes state.
package enum LinkEvent: Sendable, Hashable {
    // Indirect, since it is the largest case by far.
    indirect case generated(LinkGenerated)
    case issued(LinkIssued)
    case issueFailed(LinkIssueFailed)
    case cancelled(LinkCancelled)
    case superseded(LinkSuperseded)
    case answered(LinkAnswered)
    case paymentRecorded(PaymentRecorded)
    case markedDuplicate(LinkMarkedDuplicate)
    case paidAgain(LinkPaidAgain)
    case paidCarried(LinkPaidCarried)
    case paidCounted(LinkPaidCounted)
    case updated(LinkUpdated)
    case expired(LinkExpired)
    case opened(LinkOpened)
    case erased(PersonalDataErased)
    case reminderClaimed(ReminderClaimed)
    case reminderConfirmed(ReminderConfirmed)
    case unknownOrderReported(UnknownOrderReported)

    /// The link that changed; of an unknown order, the one that is not there.
    package var key: LinkKey {
        switch self {
        case .generated(let event): event.key
        case .issued(let event): event.key
        case .issueFailed(let event): event.key
        case .cancelled(let event): event.key
        case .superseded(let event): event.key
        case .answered(let event): event.key
        case .paymentRecorded(let event): event.key
        case .markedDuplicate(let event): event.key
        case .paidAgain(let event): event.key
        case .paidCarried(let event): event.key
        case .paidCounted(let event): event.key
        case .updated(let event): event.key
        case .expired(let event): event.key
        case .opened(let event): event.key
        case .erased(let event): event.key
        case .reminderClaimed(let event): event.key
        case .reminderConfirmed(let event): event.key
        case .unknownOrderReported(let event): event.key
        }
    }
}

extension [LinkEvent] {
    /// The links that a dry run would have made, as the events leave them.
    package func imagined(at now: Instant, seq: UInt64) -> [LinkKey: Link] {
        var made: [LinkKey: Link] = [:]
        for event in self {
            if case .generated(let generated) = event {
                made[event.key] = Link(generated, at: now, seq: seq)
            } else {
                made[event.key]?.fold(event, at: now, seq: seq)
            }
        }
        return made
    }
}

/// A link was the answer to a request with an idempotency key, and did not change.
///
/// Recorded so that the key gets the same answer again, whatever happens to the link.
package struct LinkAnswered: Sendable, Hashable {
    package let key: LinkKey
    /// The key that masks the hashes of the request's personal data; nil if it has none.
    package var keyID: KeyID?

    package init(key: LinkKey, keyID: KeyID? = nil) {
        self.key = key
        self.keyID = keyID
    }
}

/// A link was cancelled and is no longer payable.
package struct LinkCancelled: Sendable, Hashable {
    package let key: LinkKey
    package let reason: Reason?

    package init(key: LinkKey, reason: Reason?) {
        self.key = key
        self.reason = reason
    }
}

/// A link expired unpaid.
///
/// From now on it is expired whatever the clock says.
package struct LinkExpired: Sendable, Hashable {
    package let key: LinkKey

    package init(key: LinkKey) {
        self.key = key
    }
}

/// A customer opened a link: its payment page was shown, and a payment may have begun.
///
/// A peek records no event.
package struct LinkOpened: Sendable, Hashable {
    package let key: LinkKey

    package init(key: LinkKey) {
        self.key = key
    }
}

/// The payment service made the link: a link that was pending can be paid from now on.
package struct LinkIssued: Sendable, Hashable {
    package let key: LinkKey
    package let url: String

    package init(key: LinkKey, url: String) {
        self.key = key
        self.url = url
    }
}

/// The payment service refused to make the link: nobody can ever pay it.
package struct LinkIssueFailed: Sendable, Hashable {
    package let key: LinkKey
    package let refusal: IssuerRefusal

    package init(key: LinkKey, refusal: IssuerRefusal) {
        self.key = key
        self.refusal = refusal
    }
}

/// The personal data of a link was made unreadable for ever; amounts, dates and statuses stay.
package struct PersonalDataErased: Sendable, Hashable {
    package let key: LinkKey
    package let reason: Reason
    /// The keys to destroy; none if the link was recorded before personal data was encrypted.
    package let keyIDs: [KeyID]

    package init(key: LinkKey, reason: Reason, keyIDs: [KeyID]) {
        self.key = key
        self.reason = reason
        self.keyIDs = keyIDs
    }
}
