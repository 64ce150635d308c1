/// A link was extended, shortened or reopened, or its terms changed; nil means unchanged.
package struct LinkUpdated: Sendable, Hashable {
    package let key: LinkKey
    /// The new expiry; an expired link becomes payable again.
    package let expiresAt: Instant?
    package let secondChanceEmail: Bool?
    package let metadata: Metadata?
    package let reason: Reason?
    /// Whether the openings are counted from 0 again.
    package let resetsOpenings: Bool

    package init(
        key: LinkKey,
        expiresAt: Instant? = nil,
        secondChanceEmail: Bool? = nil,
        metadata: Metadata? = nil,
        reason: Reason? = nil,
        resetsOpenings: Bool = false
    ) {
        self.key = key
        self.expiresAt = expiresAt
        self.secondChanceEmail = secondChanceEmail
        self.metadata = metadata
        self.reason = reason
        self.resetsOpenings = resetsOpenings
    }
}
