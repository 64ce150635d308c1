import PaymentLinks

/// A decision that was appended to the journal, with the sequence number that it got.
struct DecidedRecord {
    let seq: UInt64
    let time: Instant
    let events: [LinkEvent]
    let answers: [LinkKey]
    let request: RequestIdentity?
    /// The links that the decision read.
    let found: [LinkKey: (row: UInt32, link: Link)]
    let payload: RecordPayload
}
