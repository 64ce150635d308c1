/// A link whose record can't be read, with what the index knows of it.
package struct UnreadableLink: Sendable, Hashable {
    /// The sequence number of the event that made it.
    package let createdSeq: UInt64
    package let site: SiteName
    /// In the currency's minor unit.
    package let amount: Int64
    package let currency: Currency
    package let status: LinkStatus
    package let createdAt: Instant
    package let expiresAt: Instant

    package init(
        createdSeq: UInt64,
        site: SiteName,
        amount: Int64,
        currency: Currency,
        status: LinkStatus,
        createdAt: Instant,
        expiresAt: Instant
    ) {
        self.createdSeq = createdSeq
        self.site = site
        self.amount = amount
        self.currency = currency
        self.status = status
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
