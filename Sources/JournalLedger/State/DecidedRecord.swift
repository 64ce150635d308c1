import PaymentLinks

/// What comes of a decision, with the number that the journal gave it.
struct DecidedRecord {
    let seq: UInt64
    let time: Instant
    let events: [LinkEvent]
    let answers: [LinkKey]
    let request: RequestIdentity?
    /// The links that were looked at for the decision.
    let found: [LinkKey: (row: UInt32, link: Link)]
    let payload: RecordPayload
}
