extension Link {
    /// Whether the payment service has been or will be asked for the link, and no outcome is recorded.
    package var awaitsIssuance: Bool { url == nil && issuerRefusal == nil }

    /// The link as it was recorded, with the outcome of its issuing that came later.
    ///
    /// This is the answer to its request, also when the request is repeated: what else became of the link since is no part
    /// of it.
    ///
    /// - Parameter current: The same link now.
    /// - Returns: The link with its outcome; itself while there is none.
    package func withIssuance(of current: Link) -> Link {
        guard awaitsIssuance, let seq = current.issuanceSeq, current.id == id else { return self }
        var link = self
        link.url = current.url
        link.issuerRefusal = current.issuerRefusal
        link.endIssuance(seq: seq)
        return link
    }

    mutating func fold(_ issued: LinkIssued, seq: UInt64) {
        url = issued.url
        endIssuance(seq: seq)
    }

    mutating func fold(_ failed: LinkIssueFailed, seq: UInt64) {
        issuerRefusal = failed.refusal
        endIssuance(seq: seq)
    }

    /// A link that was paid or ended while the service was asked stays what it is.
    private mutating func endIssuance(seq: UInt64) {
        recordedStatus = recordedStatus.afterIssuance(isIssued: url != nil)
        beforeHold = beforeHold?.afterIssuance(isIssued: url != nil)
        issuanceSeq = seq
        version += 1
        self.seq = seq
    }
}

extension LinkStatus {
    /// The status once the outcome of issuing is recorded.
    package func afterIssuance(isIssued: Bool) -> LinkStatus {
        switch self {
        case .pending: isIssued ? .active : .failed
        // Nobody can ever pay it, so it must not be extended.
        case .expired: isIssued ? .expired : .failed
        case .active, .uncleared, .completed, .declined, .cancelled, .duplicate, .refunded, .partialRefunded: self
        case .chargedback, .failed: self
        }
    }
}
