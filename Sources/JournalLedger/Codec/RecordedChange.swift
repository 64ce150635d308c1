import JSON
import PaymentLinks

/// One atomic change, decoded from a journal record.
struct RecordedChange {
    let time: Instant
    let caller: Caller
    let request: RequestIdentity?
    /// What was told with the answer; kept only with a request.
    var notes: [OrderNote] = []
    let events: [LinkEvent]
    /// The range of each event in the payload.
    var eventRanges: [Range<Int>] = []

    /// The links of the answer to its caller, in order: those that the record created or names as answered.
    var answers: [LinkKey] {
        events.compactMap { event in
            switch event {
            case .generated, .answered: event.key
            case .cancelled, .superseded, .paymentRecorded, .markedDuplicate, .paidAgain, .updated, .expired: nil
            case .paidCarried, .paidCounted, .opened, .erased, .issued, .issueFailed, .unknownOrderReported: nil
            case .reminderClaimed, .reminderConfirmed: nil
            }
        }
    }
}

/// One atomic change with the JSON of its events as it was written, for `listEvents`.
struct RawChange: Sendable {
    let time: String
    let caller: Caller
    let events: [Event]

    struct Event: Sendable {
        let type: EventType
        let site: String
        let members: [(name: String, value: [UInt8])]
    }
}

extension EventReader {
    /// Reads a record without decoding its events: their members keep their JSON text.
    static func raw(
        _ payload: ArraySlice<UInt8>,
        seq: UInt64,
        count: Int
    ) throws(RecordedChangeError) -> RawChange {
        let reader = EventReader(seq: seq, line: nil, vault: nil)
        let root = try reader.json([UInt8(ascii: "{")] + payload + [UInt8(ascii: "}")])
        guard let time = root["time"]?.string else { throw reader.notUnderstood("time") }
        guard let events = root["events"], events.count == count else { throw reader.notUnderstood("events") }
        var decoded: [RawChange.Event] = []
        for event in events.elements { decoded.append(try reader.raw(event)) }
        return RawChange(time: time, caller: try reader.caller(root), events: decoded)
    }

    private func raw(_ event: JSONValue) throws(RecordedChangeError) -> RawChange.Event {
        guard let type = EventType(rawValue: string(event, "type")) else { throw notUnderstood("type") }
        // Followers of the events keep copies, in which personal data could not be erased; `getLink` has it.
        let members = event.members
            .filter { $0.name != "customer" }
            .map { (name: $0.name, value: Array($0.value.rawBytes)) }
        return RawChange.Event(type: type, site: string(event, "site"), members: members)
    }
}
