import PaymentLinks

/// One atomic change, as it stands in a journal record.
struct RecordedChange {
    let time: Instant
    let caller: Caller
    let request: RequestIdentity?
    let events: [LinkEvent]
    /// Where each event stands in the payload.
    var eventRanges: [Range<Int>] = []

    /// The links that its caller was answered with, in their order: those that the record made or names.
    var answers: [LinkKey] {
        events.compactMap { event in
            switch event {
            case .generated, .answered: event.key
            case .cancelled, .superseded, .paymentRecorded, .markedDuplicate, .paidAgain, .updated, .expired: nil
            case .opened, .erased, .issued, .issueFailed: nil
            }
        }
    }
}
