import JSONRPC
import Journal
package import PaymentLinks

/// One atomic change, as it stands in a journal record.
struct RecordedChange {
    let time: Instant
    let caller: Caller
    let request: RequestIdentity?
    let events: [LinkEvent]
}

/// Why a record that is whole and in its chain can't be understood.
package enum RecordedChangeError: Error, Sendable, CustomStringConvertible {
    case notUnderstood(seq: UInt64, line: Int, member: String)
    case contradiction(seq: UInt64, line: Int, FoldError)

    package var description: String {
        switch self {
        case .notUnderstood(let seq, let line, let member):
            "Line \(line) of the journal (seq \(seq)) has no `\(member)` that this version understands; "
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

/// Decodes the payload of a journal record; the reverse of `EventWriter`.
struct EventReader {
    private let record: JournalRecord
    private let vault: Vault?

    /// Reads one record.
    ///
    /// A customer whose key the vault does not have reads as none, and so does every sealed one without a vault.
    ///
    /// - Throws: `notUnderstood` with the member that is missing or of another kind than the format says.
    static func read(
        _ record: JournalRecord,
        opening vault: Vault? = nil
    ) throws(RecordedChangeError) -> RecordedChange {
        try EventReader(record: record, vault: vault).change()
    }

    private func change() throws(RecordedChangeError) -> RecordedChange {
        let text = [UInt8(ascii: "{")] + record.payload + [UInt8(ascii: "}")]
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try JSONDocument(parsing: text).root
        } catch {
            throw .notUnderstood(seq: record.seq, line: record.line, member: "payload")
        }
        guard let events = root["events"], events.kind == .array, events.count == record.count else {
            throw notUnderstood("events")
        }
        var decoded: [LinkEvent] = []
        for event in events.elements { try decoded.append(self.event(event)) }
        return RecordedChange(
            time: try time(root, "time"),
            caller: try caller(root),
            request: try request(root, under: decoded.flatMap(\.seals)),
            events: decoded
        )
    }

    private func event(_ value: JSONValue) throws(RecordedChangeError) -> LinkEvent {
        let key = LinkKey(
            site: try text(value, "site", SiteName.init),
            orderID: try text(value, "orderId", OrderID.init)
        )
        guard let type = EventType(rawValue: string(value, "type")) else { throw notUnderstood("type") }
        switch type {
        case .linkGenerated: return .generated(try generated(value, key))
        case .linkCancelled:
            return .cancelled(LinkCancelled(key: key, reason: try optional(value, "reason", Reason.init)))
        case .linkSuperseded: return .superseded(LinkSuperseded(key: key, by: try text(value, "by", OrderID.init)))
        case .linkAnswered:
            return .answered(LinkAnswered(key: key, seal: try seal(value["key"], "key")))
        case .personalDataErased: return .erased(try erased(value, key))
        }
    }

    private func generated(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> LinkGenerated {
        LinkGenerated(
            id: LinkID(text: try present(value, "linkId")),
            key: key,
            issuer: try present(value, "issuer"),
            url: try present(value, "url"),
            terms: try terms(value),
            expiresAt: try time(value, "expiresAt"),
            lineage: try lineage(value, of: key),
            seal: try seal(value["customer"]?["sealed"]?["key"], "customer")
        )
    }

    private func erased(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> PersonalDataErased {
        guard let keys = value["keys"], keys.kind == .array else { throw notUnderstood("keys") }
        var seals: [SealName] = []
        for key in keys.elements {
            guard let seal = try seal(key, "keys") else { continue }
            seals.append(seal)
        }
        return PersonalDataErased(key: key, reason: try text(value, "reason", Reason.init), seals: seals)
    }

    private func seal(_ value: JSONValue?, _ name: String) throws(RecordedChangeError) -> SealName? {
        guard let value else { return nil }
        guard let seal = value.string.flatMap(SealName.init(text:)) else { throw notUnderstood(name) }
        return seal
    }

    private func lineage(_ value: JSONValue, of key: LinkKey) throws(RecordedChangeError) -> Link.Lineage {
        guard let duplicateOf = try optional(value, "duplicateOf", OrderID.init) else {
            return Link.Lineage(duplicateOf: nil, root: key.orderID, attempt: 1)
        }
        let attempt = Int(integer(value, "attempt"))
        guard attempt > 1 else { throw notUnderstood("attempt") }
        return Link.Lineage(duplicateOf: duplicateOf, root: try text(value, "root", OrderID.init), attempt: attempt)
    }

    private func terms(_ value: JSONValue) throws(RecordedChangeError) -> LinkTerms {
        let currency = try text(value, "currency", Currency.init(code:))
        let amount = integer(value, "amount")
        let seconds = integer(value, "lifetimeSeconds")
        return LinkTerms(
            money: try domain("amount") { () throws(Refusal) in try Money(minorUnits: amount, currency: currency) },
            description: try text(value, "description", LinkDescription.init),
            lifetime: try domain("lifetimeSeconds") { () throws(Refusal) in try Lifetime(seconds: seconds) },
            secondChanceEmail: try flag(value, "secondChanceEmail"),
            customer: try customer(value["customer"]),
            gateway: try optional(value, "gateway", Gateway.init(link:)),
            redirectURL: try optional(value, "redirectUrl", WebAddress.init(_:)),
            cancelURL: try optional(value, "cancelUrl", WebAddress.init(_:)),
            notificationURL: try optional(value, "notificationUrl", WebAddress.init(notification:)),
            metadata: try metadata(value["metadata"])
        )
    }

    private func customer(_ value: JSONValue?) throws(RecordedChangeError) -> Customer {
        guard let value else { return Customer() }
        guard value.kind == .object else { throw notUnderstood("customer") }
        if let sealed = value["sealed"] { return try opened(sealed) }
        return try plainCustomer(value)
    }

    private func opened(_ sealed: JSONValue) throws(RecordedChangeError) -> Customer {
        guard let seal = try seal(sealed["key"], "customer") else { throw notUnderstood("customer") }
        let box = try present(sealed, "box")
        guard let text = vault?.customerText(in: box, under: seal), let value = try? JSONDocument(parsing: text).root
        else { return Customer() }
        return try plainCustomer(value)
    }

    private func plainCustomer(_ value: JSONValue) throws(RecordedChangeError) -> Customer {
        Customer(
            firstName: try optional(value, "firstName", PersonName.init),
            lastName: try optional(value, "lastName", PersonName.init),
            email: try optional(value, "email", EmailAddress.init),
            country: try optional(value, "country", Country.init(code:)),
            locale: try optional(value, "locale", CustomerLocale.init(_:))
        )
    }

    private func metadata(_ value: JSONValue?) throws(RecordedChangeError) -> Metadata {
        guard let value else { return Metadata() }
        guard value.kind == .object else { throw notUnderstood("metadata") }
        var entries: [(key: String, value: String)] = []
        for (name, member) in value.members {
            guard let text = member.string else { throw notUnderstood("metadata") }
            entries.append((key: name, value: text))
        }
        return try domain("metadata") { () throws(Refusal) in try Metadata(entries) }
    }

    private func caller(_ root: JSONValue) throws(RecordedChangeError) -> Caller {
        guard let actor = root["actor"],
            let uid = UInt32(exactly: integer(actor, "uid")),
            let gid = UInt32(exactly: integer(actor, "gid")),
            let pid = Int32(exactly: integer(actor, "pid")), pid >= 0
        else { throw notUnderstood("actor") }
        return Caller(uid: uid, gid: gid, pid: pid)
    }

    private func request(_ root: JSONValue, under seals: [SealName]) throws(RecordedChangeError) -> RequestIdentity? {
        guard let request = root["request"] else { return nil }
        guard let uid = UInt32(exactly: integer(request, "user")), let parameters = request["parameters"],
            parameters.kind == .object
        else {
            throw notUnderstood("request")
        }
        var hashes: [RequestFingerprint.Parameter] = []
        for (name, value) in parameters.members {
            guard let hash = value.string.flatMap({ UInt64($0, radix: 16) }) else { throw notUnderstood("request") }
            let isHidden = !seals.isEmpty && RequestFingerprint.personalNames.contains(name)
            let shown = isHidden ? vault?.masked(hash, of: name, under: seals) : hash
            hashes.append(RequestFingerprint.Parameter(name: name, hash: shown))
        }
        let scope = RequestScope(
            uid: uid,
            site: try text(request, "site", SiteName.init),
            key: try text(request, "key", IdempotencyKey.init)
        )
        let fingerprint = RequestFingerprint(method: try present(request, "method"), parameters: hashes)
        return RequestIdentity(scope: scope, fingerprint: fingerprint)
    }
}

// What follows reads single members. A missing string reads as "" and a missing number as -1, which no domain type takes:
// the one check of a value is the domain's own.
extension EventReader {
    private func string(_ value: JSONValue, _ name: String) -> String {
        value[name]?.string ?? ""
    }

    /// A string that no domain type checks: it has to be there and say something.
    private func present(_ value: JSONValue, _ name: String) throws(RecordedChangeError) -> String {
        guard let text = value[name]?.string, !text.isEmpty else { throw notUnderstood(name) }
        return text
    }

    /// False if it is left out.
    private func flag(_ value: JSONValue, _ name: String) throws(RecordedChangeError) -> Bool {
        guard let member = value[name] else { return false }
        guard let flag = member.bool else { throw notUnderstood(name) }
        return flag
    }

    private func integer(_ value: JSONValue, _ name: String) -> Int64 {
        value[name]?.integer ?? -1
    }

    private func text<Value>(
        _ value: JSONValue,
        _ name: String,
        _ make: (String) throws(Refusal) -> Value
    ) throws(RecordedChangeError) -> Value {
        let text = string(value, name)
        return try domain(name) { () throws(Refusal) in try make(text) }
    }

    private func time(_ value: JSONValue, _ name: String) throws(RecordedChangeError) -> Instant {
        try text(value, name, Instant.init(rfc3339:))
    }

    private func optional<Value>(
        _ value: JSONValue,
        _ name: String,
        _ make: (String) throws(Refusal) -> Value
    ) throws(RecordedChangeError) -> Value? {
        guard value[name] != nil else { return nil }
        return try text(value, name, make)
    }

    private func domain<Value>(
        _ name: String,
        _ make: () throws(Refusal) -> Value
    ) throws(RecordedChangeError) -> Value {
        do throws(Refusal) {
            return try make()
        } catch {
            throw notUnderstood(name)
        }
    }

    private func notUnderstood(_ member: String) -> RecordedChangeError {
        .notUnderstood(seq: record.seq, line: record.line, member: member)
    }
}
