package import PaymentLinks

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
            case .opened, .erased: nil
            }
        }
    }
}

/// Why a record that is whole and in its chain can't be understood.
package enum RecordedChangeError: Error, Sendable, CustomStringConvertible {
    case notUnderstood(seq: UInt64, line: Int?, member: String)
    case contradiction(seq: UInt64, line: Int, FoldError)

    package var description: String {
        switch self {
        case .notUnderstood(let seq, let line, let member):
            "\(line.map { "Line \($0)" } ?? "A line") of the journal (seq \(seq)) has no `\(member)` that this version understands; "
                + "it may have been written by a newer paylinkd, so install that one."
        case .contradiction(let seq, let line, .orderIDTwice(let key)):
            "Line \(line) of the journal (seq \(seq)) makes order \(key.orderID.text) a second time; "
                + "restore the last copy of the journal."
        case .contradiction(let seq, let line, .unknownLink(let key)):
            "Line \(line) of the journal (seq \(seq)) changes order \(key.orderID.text), which was never made; "
                + "restore the last copy of the journal."
        }
    }
}
