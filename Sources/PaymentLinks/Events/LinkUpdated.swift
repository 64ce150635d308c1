/// A link was extended, shortened or reopened, or its terms changed; nil means unchanged.
package struct LinkUpdated: Sendable, Hashable {
    package let key: LinkKey
    /// The new expiry; an expired link becomes payable again.
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
