/// What happened to a link: the payload of the journal, and the only thing that ever changes state.
package enum LinkEvent: Sendable, Hashable {
    // It has by far the most fields, and is handed around more often than it is read.
    indirect case generated(LinkGenerated)
    case cancelled(LinkCancelled)
    case superseded(LinkSuperseded)
    case answered(LinkAnswered)
    case paymentRecorded(PaymentRecorded)
    case markedDuplicate(LinkMarkedDuplicate)
    case paidAgain(LinkPaidAgain)
    case updated(LinkUpdated)
    case expired(LinkExpired)
    case opened(LinkOpened)
    case erased(PersonalDataErased)

    /// The link it happened to.
    package var key: LinkKey {
        switch self {
        case .generated(let event): event.key
        case .cancelled(let event): event.key
        case .superseded(let event): event.key
        case .answered(let event): event.key
        case .paymentRecorded(let event): event.key
        case .markedDuplicate(let event): event.key
        case .paidAgain(let event): event.key
        case .updated(let event): event.key
        case .expired(let event): event.key
        case .opened(let event): event.key
        case .erased(let event): event.key
        }
    }
}

/// A link was made, and can be paid from now on.
package struct LinkGenerated: Sendable, Hashable {
    package let id: LinkID
    package let key: LinkKey
    package let issuer: String
    package let url: String
    package let terms: LinkTerms
    package let expiresAt: Instant
    package let lineage: Link.Lineage
    /// The key that keyIDs the customer in the journal; nil if there is none, or for a plain one.
    package var keyID: KeyID?

    package init(
        id: LinkID,
        key: LinkKey,
        issuer: String,
        url: String,
        terms: LinkTerms,
        expiresAt: Instant,
        lineage: Link.Lineage,
        keyID: KeyID? = nil
    ) {
        self.id = id
        self.key = key
        self.issuer = issuer
        self.url = url
        self.terms = terms
        self.expiresAt = expiresAt
        self.lineage = lineage
        self.keyID = keyID
    }
}

/// A link was cancelled and can't be paid any more.
package struct LinkCancelled: Sendable, Hashable {
    package let key: LinkKey
    package let reason: Reason?

    package init(key: LinkKey, reason: Reason?) {
        self.key = key
        self.reason = reason
    }
}

/// Another link took this one's place, in the same record that made the other: it can't be paid any more.
package struct LinkSuperseded: Sendable, Hashable {
    package let key: LinkKey
    package let by: OrderID

    package init(key: LinkKey, by: OrderID) {
        self.key = key
        self.by = by
    }
}

/// A link was the answer to a request with an idempotency key, and nothing else happened.
///
/// It is recorded all the same, so that the key gets this answer again whatever becomes of the link.
package struct LinkAnswered: Sendable, Hashable {
    package let key: LinkKey
    /// The key that hides what the request said about a person; nil if it said nothing.
    package var keyID: KeyID?

    package init(key: LinkKey, keyID: KeyID? = nil) {
        self.key = key
        self.keyID = keyID
    }
}
