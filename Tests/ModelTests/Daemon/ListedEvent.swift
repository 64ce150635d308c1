import JSON
@testable import PaymentLinks
import TestSupport

/// The members that every event of `listEvents` has.
struct ListedEvent: Equatable {
    let seq: UInt64
    let time: Instant
    let caller: Caller
    let type: String
    let key: LinkKey

    /// The most events of one answer.
    static let pageLimit = 1000

    /// Reads the answer to `listEvents`.
    static func page(_ answer: [UInt8]) throws -> [ListedEvent] {
        try (ServiceAnswer(answer).result?["events"]?.elements.map { $0 } ?? []).map { event in
            try ListedEvent(seq: number(event["seq"]), time: text(event["time"]), caller: caller(event["actor"])) {
                event[$0]
            }
        }
    }

    /// Reads an event of the reference.
    init(_ event: RecordedEvent) throws {
        let members = Dictionary(uniqueKeysWithValues: event.members.map { ($0.name, $0.value) })
        try self.init(seq: event.seq, time: event.time, caller: event.caller) { name in
            try members[name].map { try JSONDocument(parsing: $0).root }
        }
    }

    private init(seq: UInt64, time: String, caller: Caller, _ member: (String) throws -> JSONValue?) throws {
        self.seq = seq
        self.time = try Instant(rfc3339: time)
        self.caller = caller
        type = try Self.text(member("type"))
        key = try ReferenceBuilder.key(Self.text(member("orderId")), site: Self.text(member("site")))
    }

    private static func caller(_ actor: JSONValue?) throws -> Caller {
        let ids = try ["uid", "gid", "pid"].map { UInt32(try number(actor?[$0])) }
        return Caller(uid: ids[0], gid: ids[1], pid: Int32(ids[2]))
    }

    private static func number(_ value: JSONValue?) throws -> UInt64 {
        guard let number = value?.integer else { throw UnexpectedShape(value: value) }
        return UInt64(number)
    }

    private static func text(_ value: JSONValue?) throws -> String {
        guard let text = value?.string else { throw UnexpectedShape(value: value) }
        return text
    }

    /// A required member that is missing or of another kind.
    private struct UnexpectedShape: Error {
        let value: JSONValue?
    }
}
