/// A link was extended, shortened or reopened, or its terms changed; what is nil stayed as it was.
package struct LinkUpdated: Sendable, Hashable {
    package let key: LinkKey
    /// From when it can't be paid any more; a link that had expired can be paid again.
    package let expiresAt: Instant?
    package let secondChanceEmail: Bool?
    package let metadata: Metadata?
    package let reason: Reason?

    package init(
        key: LinkKey,
        expiresAt: Instant? = nil,
        secondChanceEmail: Bool? = nil,
        metadata: Metadata? = nil,
        reason: Reason? = nil
    ) {
        self.key = key
        self.expiresAt = expiresAt
        self.secondChanceEmail = secondChanceEmail
        self.metadata = metadata
        self.reason = reason
    }
}

/// A link's time was up and nobody had paid it: from now on it is expired whatever the clock says.
package struct LinkExpired: Sendable, Hashable {
    package let key: LinkKey

    package init(key: LinkKey) {
        self.key = key
    }
}
