import PaymentLinks

/// What a row is made of.
struct NewRow {
    let site: UInt16
    let createdAt: Instant
    let expiresAt: Instant
    let amount: Int64
    let currency: Currency
    /// Whether the payment service has yet to be asked for the link.
    let isPending: Bool
    /// The hashes that it is found by.
    let keyHash: UInt64
    let idHash: UInt64
    /// The hash of the first link's order, of a link that descends from one.
    let rootHash: UInt64?
}
