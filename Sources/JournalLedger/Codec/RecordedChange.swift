import PaymentLinks

/// One atomic change, decoded from a journal record.
struct RecordedChange {
    let time: Instant
    let caller: Caller
    let request: RequestIdentity?
    let events: [LinkEvent]
    /// The range of each event in the payload.
    var eventRanges: [Range<Int>] = []

    /// The links of the answer to its caller, in order: those that the record created or names as answered.
    var answers: [LinkKey] {
        events.compactMap { event in
            switch event {
            case .generated, .answered: event.key
            case .cancelled, .superseded, .paymentRecorded, .markedDuplicate, .paidAgain, .updated, .expired: nil
            case .paidCarried, .opened, .erased, .issued, .issueFailed: nil
            }
        }
    }
}
