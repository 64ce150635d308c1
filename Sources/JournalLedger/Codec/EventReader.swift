import JSON
import Journal
import KeyVault
import PaymentLinks

/// Decodes the payload of a journal record; the reverse of `EventWriter`.
struct EventReader {
    /// The sequence number of the first event, for the error message.
    let seq: UInt64
    /// The line in the journal, for the error message; nil if the record was read by its location.
    let line: Int?
    let vault: KeyVault?

    /// Reads a record of a scan.
    ///
    /// An encrypted customer is empty if there is no vault, or if the vault has not got the key.
    ///
    /// - Throws: `notUnderstood` with the member that is missing or not of the kind that the format specifies.
    static func read(
        _ record: JournalRecord,
        opening vault: KeyVault? = nil
    ) throws(RecordedChangeError) -> RecordedChange {
        let reader = EventReader(seq: record.seq, line: record.position.line, vault: vault)
        return try reader.change(in: record.payload, count: record.count)
    }

    /// Reads a record that was read by its location.
    static func read(
        _ record: StoredRecord,
        opening vault: KeyVault?
    ) throws(RecordedChangeError) -> RecordedChange {
        let reader = EventReader(seq: record.seq, line: nil, vault: vault)
        return try reader.change(in: record.payload, count: record.count)
    }

    /// Reads one event of a record, from its JSON text.
    static func read(
        event bytes: [UInt8],
        seq: UInt64,
        opening vault: KeyVault?
    ) throws(RecordedChangeError) -> LinkEvent {
        let reader = EventReader(seq: seq, line: nil, vault: vault)
        return try reader.event(try reader.json(bytes))
    }

    private func change(in payload: ArraySlice<UInt8>, count: Int) throws(RecordedChangeError) -> RecordedChange {
        let root = try json([UInt8(ascii: "{")] + payload + [UInt8(ascii: "}")])
        guard let events = root["events"], events.kind == .array, events.count == count else {
            throw notUnderstood("events")
        }
        var decoded: [LinkEvent] = []
        var ranges: [Range<Int>] = []
        for event in events.elements {
            try decoded.append(self.event(event))
            // Relative to the payload, in front of which a brace was added.
            ranges.append(event.rawBytes.startIndex - 1..<event.rawBytes.endIndex - 1)
        }
        return RecordedChange(
            time: try time(root, "time"),
            caller: try caller(root),
            request: try request(root, under: decoded.flatMap(\.keyIDs)),
            notes: try notes(root["notes"]),
            events: decoded,
            eventRanges: ranges
        )
    }

    func json(_ text: [UInt8]) throws(RecordedChangeError) -> JSONValue {
        do throws(JSONSyntaxError) {
            return try JSONDocument(parsing: text).root
        } catch {
            throw notUnderstood("payload")
        }
    }

    private func event(_ value: JSONValue) throws(RecordedChangeError) -> LinkEvent {
        let key = LinkKey(
            site: try text(value, "site", SiteName.init),
            orderID: try text(value, "orderId", OrderID.recorded)
        )
        guard let type = EventType(rawValue: string(value, "type")) else { throw notUnderstood("type") }
        switch type {
        case .linkGenerated: return .generated(try generated(value, key))
        case .linkIssued: return .issued(LinkIssued(key: key, url: try present(value, "url")))
        case .linkIssueFailed:
            let code = value["code"] == nil ? nil : try present(value, "code")
            let refusal = IssuerRefusal(
                code: code,
                message: try present(value, "message"),
                isWithdrawn: try flag(value, "withdrawn")
            )
            return .issueFailed(LinkIssueFailed(key: key, refusal: refusal))
        case .linkCancelled:
            return .cancelled(LinkCancelled(key: key, reason: try optional(value, "reason", Reason.recorded)))
        case .linkSuperseded: return .superseded(try superseded(value, key))
        case .linkAnswered:
            return .answered(LinkAnswered(key: key, keyID: try keyID(value["key"], "key")))
        case .personalDataErased: return .erased(try erased(value, key))
        case .paymentRecorded: return .paymentRecorded(try payment(value, key))
        case .linkMarkedDuplicate:
            return .markedDuplicate(LinkMarkedDuplicate(key: key, by: try text(value, "by", OrderID.recorded)))
        case .linkPaidAgain:
            return .paidAgain(LinkPaidAgain(key: key, by: try optional(value, "by", OrderID.recorded)))
        case .linkPaidCarried: return .paidCarried(try carried(value, key))
        case .linkPaidCounted: return .paidCounted(try counted(value, key))
        case .linkUpdated: return .updated(try update(value, key))
        case .linkExpired: return .expired(LinkExpired(key: key))
        case .linkOpened: return .opened(LinkOpened(key: key))
        case .reminderClaimed: return .reminderClaimed(ReminderClaimed(key: key, slot: try slot(value)))
        case .reminderConfirmed: return .reminderConfirmed(try confirmation(value, key))
        case .unknownOrderReported: return .unknownOrderReported(try unknownOrder(value, key))
        }
    }

    private func generated(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> LinkGenerated {
        LinkGenerated(
            id: LinkID(text: try present(value, "linkId")),
            key: key,
            issuer: try present(value, "issuer"),
            url: value["url"] == nil ? nil : try present(value, "url"),
            terms: try terms(value),
            expiresAt: try time(value, "expiresAt"),
            lineage: try lineage(value, of: key),
            carriedAmount: try carriedAmount(value, needed: false),
            keyID: try keyID(value["customer"]?["sealed"]?["key"], "customer")
        )
    }

    private func erased(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> PersonalDataErased {
        guard let keys = value["keys"], keys.kind == .array else { throw notUnderstood("keys") }
        var keyIDs: [KeyID] = []
        for key in keys.elements {
            guard let keyID = try keyID(key, "keys") else { continue }
            keyIDs.append(keyID)
        }
        return PersonalDataErased(key: key, reason: try text(value, "reason", Reason.recorded), keyIDs: keyIDs)
    }

    private func keyID(_ value: JSONValue?, _ name: String) throws(RecordedChangeError) -> KeyID? {
        guard let value else { return nil }
        guard let keyID = value.string.flatMap(KeyID.init(text:)) else { throw notUnderstood(name) }
        return keyID
    }

    private func lineage(_ value: JSONValue, of key: LinkKey) throws(RecordedChangeError) -> Link.Lineage {
        guard let duplicateOf = try optional(value, "duplicateOf", OrderID.recorded) else {
            return Link.Lineage(duplicateOf: nil, root: key.orderID, attempt: 1)
        }
        let attempt = Int(integer(value, "attempt"))
        guard attempt > 1 else { throw notUnderstood("attempt") }
        return Link.Lineage(duplicateOf: duplicateOf, root: try text(value, "root", OrderID.recorded), attempt: attempt)
    }

    private func terms(_ value: JSONValue) throws(RecordedChangeError) -> LinkTerms {
        let currency = try text(value, "currency", Currency.init(code:))
        let amount = integer(value, "amount")
        let seconds = integer(value, "lifetimeSeconds")
        return LinkTerms(
            money: try domain("amount") { () throws(Refusal) in try Money(minorUnits: amount, currency: currency) },
            description: try text(value, "description", LinkDescription.recorded),
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
        guard let keyID = try keyID(sealed["key"], "customer") else { throw notUnderstood("customer") }
        let box = try present(sealed, "box")
        guard let text = vault?.customerText(in: box, under: keyID), let value = try? JSONDocument(parsing: text).root
        else { return Customer() }
        return try plainCustomer(value)
    }

    private func plainCustomer(_ value: JSONValue) throws(RecordedChangeError) -> Customer {
        Customer(
            firstName: try optional(value, "firstName", PersonName.recorded),
            lastName: try optional(value, "lastName", PersonName.recorded),
            email: try optional(value, "email", EmailAddress.init),
            country: try optional(value, "country", Country.init(code:)),
            locale: try optional(value, "locale", CustomerLocale.init(_:))
        )
    }

    func metadata(_ value: JSONValue?) throws(RecordedChangeError) -> Metadata {
        guard let value else { return Metadata() }
        guard value.kind == .object else { throw notUnderstood("metadata") }
        var entries: [(key: String, value: String)] = []
        for (name, member) in value.members {
            guard let text = member.string else { throw notUnderstood("metadata") }
            entries.append((key: name, value: text))
        }
        return try domain("metadata") { () throws(Refusal) in try Metadata(entries, areRecorded: true) }
    }

    func caller(_ root: JSONValue) throws(RecordedChangeError) -> Caller {
        guard let actor = root["actor"],
            let uid = UInt32(exactly: integer(actor, "uid")),
            let gid = UInt32(exactly: integer(actor, "gid")),
            let pid = Int32(exactly: integer(actor, "pid")), pid >= 0
        else { throw notUnderstood("actor") }
        return Caller(uid: uid, gid: gid, pid: pid)
    }

    private func request(_ root: JSONValue, under keyIDs: [KeyID]) throws(RecordedChangeError) -> RequestIdentity? {
        guard let request = root["request"] else { return nil }
        guard let uid = UInt32(exactly: integer(request, "user")), let parameters = request["parameters"],
            parameters.kind == .object
        else {
            throw notUnderstood("request")
        }
        var hashes: [RequestFingerprint.Parameter] = []
        for (name, value) in parameters.members {
            guard let hash = value.string.flatMap({ UInt64($0, radix: 16) }) else { throw notUnderstood("request") }
            let isHidden = !keyIDs.isEmpty && RequestFingerprint.personalNames.contains(name)
            let shown = isHidden ? vault?.masked(hash, of: name, under: keyIDs) : hash
            hashes.append(RequestFingerprint.Parameter(name: name, hash: shown))
        }
        let scope = RequestScope(
            uid: uid,
            site: try text(request, "site", SiteName.init),
            key: try text(request, "key", IdempotencyKey.recorded)
        )
        let fingerprint = RequestFingerprint(method: try present(request, "method"), parameters: hashes)
        return RequestIdentity(scope: scope, fingerprint: fingerprint)
    }
}

// Readers of single members. A missing string reads as "" and a missing number as -1: the domain types refuse both, so a
// value is checked in one place.
extension EventReader {
    func string(_ value: JSONValue, _ name: String) -> String {
        value[name]?.string ?? ""
    }

    /// A string that no domain type checks; it must be present and not empty.
    func present(_ value: JSONValue, _ name: String) throws(RecordedChangeError) -> String {
        guard let text = value[name]?.string, !text.isEmpty else { throw notUnderstood(name) }
        return text
    }

    /// A boolean; false if it is missing.
    func flag(_ value: JSONValue, _ name: String) throws(RecordedChangeError) -> Bool {
        guard let member = value[name] else { return false }
        guard let flag = member.bool else { throw notUnderstood(name) }
        return flag
    }

    func integer(_ value: JSONValue, _ name: String) -> Int64 {
        value[name]?.integer ?? -1
    }

    func text<Value>(
        _ value: JSONValue,
        _ name: String,
        _ make: (String) throws(Refusal) -> Value
    ) throws(RecordedChangeError) -> Value {
        let text = string(value, name)
        return try domain(name) { () throws(Refusal) in try make(text) }
    }

    func time(_ value: JSONValue, _ name: String) throws(RecordedChangeError) -> Instant {
        try text(value, name, Instant.init(rfc3339:))
    }

    func optional<Value>(
        _ value: JSONValue,
        _ name: String,
        _ make: (String) throws(Refusal) -> Value
    ) throws(RecordedChangeError) -> Value? {
        guard let member = value[name] else { return nil }
        return try domain(name) { () throws(Refusal) in try make(member.string ?? "") }
    }

    func domain<Value>(
        _ name: String,
        _ make: () throws(Refusal) -> Value
    ) throws(RecordedChangeError) -> Value {
        do throws(Refusal) {
            return try make()
        } catch {
            throw notUnderstood(name)
        }
    }

    func notUnderstood(_ member: String) -> RecordedChangeError {
        .notUnderstood(seq: seq, line: line, member: member)
    }
}
