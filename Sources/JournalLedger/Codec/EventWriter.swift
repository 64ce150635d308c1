import JSON
import KeyVault
import PaymentLinks

/// Encodes one atomic change as the payload of a journal record; `proto-docs/journal-format.md` is the specification.
package enum EventWriter {
    /// Writes the members `time`, `actor`, `request` and `notes` (with an idempotency key) and `events`, without braces.
    ///
    /// Without a key nobody can ask for the answer again, so what was told with it is not kept.
    ///
    /// The customer of an event with a key ID is encrypted; one without is written in the clear, as older versions did.
    static func payload(
        of events: [LinkEvent],
        time: Instant,
        caller: Caller,
        request: RequestIdentity?,
        notes: [OrderNote] = [],
        vault: KeyVault
    ) -> RecordPayload {
        var writer = JSONWriter(reserving: 512)
        var ranges: [Range<Int>] = []
        writer.object { writer in
            writer.member("time", time.text)
            writer.object("actor") { writer in
                writer.member("uid", Int64(caller.uid))
                writer.member("gid", Int64(caller.gid))
                writer.member("pid", Int64(caller.pid))
            }
            if let request {
                write(request, under: events.flatMap(\.keyIDs), of: vault, to: &writer)
                write(notes, to: &writer)
            }
            writer.array("events") { writer in
                // Relative to the payload, which is without the brace that the object began with.
                let first = writer.bytes.count - 1
                for event in events {
                    write(event, vault, to: &writer)
                    // One byte, a bracket or a comma, precedes each event.
                    let start = ranges.last.map { $0.upperBound + 1 } ?? first
                    ranges.append(start..<writer.bytes.count - 1)
                }
            }
        }
        return RecordPayload(bytes: Array(writer.bytes.dropFirst().dropLast()), events: ranges)
    }

    private static func write(
        _ request: RequestIdentity,
        under keyIDs: [KeyID],
        of vault: KeyVault,
        to writer: inout JSONWriter
    ) {
        writer.object("request") { writer in
            writer.member("key", request.scope.key.text)
            writer.member("site", request.scope.site.text)
            writer.member("user", Int64(request.scope.uid))
            writer.member("method", request.fingerprint.method)
            writer.object("parameters") { writer in
                for parameter in request.fingerprint.parameters {
                    let isPersonal = RequestFingerprint.personalNames.contains(parameter.name)
                    let hash =
                        isPersonal
                        ? parameter.hash.flatMap { vault.masked($0, of: parameter.name, under: keyIDs) }
                        : parameter.hash
                    guard let hash else { preconditionFailure("a new request has its hashes, and its keys exist") }
                    writer.key(parameter.name)
                    writer.value(String(hash, radix: 16))
                }
            }
        }
    }

    /// Writes what was told with an answer; nothing if there is nothing, which keeps an ordinary record short.
    private static func write(_ notes: [OrderNote], to writer: inout JSONWriter) {
        guard !notes.isEmpty else { return }
        writer.array("notes") { writer in
            for note in notes { write(note, to: &writer) }
        }
    }

    private static func write(_ note: OrderNote, to writer: inout JSONWriter) {
        writer.object { writer in
            switch note {
            case .uncounted(let money, let new, let replacing):
                writer.member("type", NoteType.uncounted.rawValue)
                write(money, to: &writer)
                writer.member("new", new.text)
                writer.memberIfPresent("replacing", replacing?.text)
            case .over(let money):
                writer.member("type", NoteType.over.rawValue)
                write(money, to: &writer)
            }
        }
    }

    private static func write(_ money: OrderNote.Holding, to writer: inout JSONWriter) {
        writer.member("orderId", money.order.text)
        writer.member("amount", money.amount)
        writer.member("currency", money.currency.code)
        writer.array("holders") { writer in
            for holder in money.holders { writer.value(holder.text) }
        }
        if money.isSurplus { writer.member("surplus", true) }
    }

    private static func write(_ event: LinkEvent, _ vault: KeyVault, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("type", EventType(of: event).rawValue)
            writer.member("site", event.key.site.text)
            writer.member("orderId", event.key.orderID.text)
            switch event {
            case .generated(let generated): write(generated, vault, to: &writer)
            case .issued(let issued): writer.member("url", issued.url)
            case .issueFailed(let failed):
                writer.memberIfPresent("code", failed.refusal.code)
                writer.member("message", failed.refusal.message)
                if failed.refusal.isWithdrawn { writer.member("withdrawn", true) }
            case .cancelled(let cancelled): writer.memberIfPresent("reason", cancelled.reason?.text)
            case .superseded(let superseded):
                writer.member("by", superseded.by.text)
                writer.memberIfPresent("currency", superseded.currency?.code)
            case .expired, .opened: break
            case .paymentRecorded(let payment): write(payment, to: &writer)
            case .markedDuplicate(let marked): writer.member("by", marked.by.text)
            case .paidAgain(let again): writer.memberIfPresent("by", again.by?.text)
            case .paidCarried(let paid): write(paid, to: &writer)
            case .paidCounted(let paid): write(paid, to: &writer)
            case .updated(let updated): write(updated, to: &writer)
            case .answered(let answered): writer.memberIfPresent("key", answered.keyID?.text)
            case .erased(let erased): write(erased, to: &writer)
            case .unknownOrderReported(let report): write(report, to: &writer)
            case .reminderClaimed(let claimed): writer.member("slot", claimed.slot.rawValue)
            case .reminderConfirmed(let confirmed):
                writer.member("slot", confirmed.slot.rawValue)
                writer.member("sent", confirmed.confirmation.isSent)
                writer.memberIfPresent("note", confirmed.confirmation.note?.text)
            }
        }
    }

    private static func write(_ erased: PersonalDataErased, to writer: inout JSONWriter) {
        writer.member("reason", erased.reason.text)
        writer.array("keys") { writer in
            for keyID in erased.keyIDs { writer.value(keyID.text) }
        }
    }

    private static func write(_ generated: LinkGenerated, _ vault: KeyVault, to writer: inout JSONWriter) {
        writer.member("linkId", generated.id.text)
        writer.member("issuer", generated.issuer)
        writer.memberIfPresent("url", generated.url)
        writer.member("expiresAt", generated.expiresAt.text)
        write(generated.terms, to: &writer)
        write(generated.terms.customer, under: generated.keyID, vault, to: &writer)
        guard let duplicateOf = generated.lineage.duplicateOf else { return }
        writer.member("duplicateOf", duplicateOf.text)
        writer.member("root", generated.lineage.root.text)
        writer.member("attempt", Int64(generated.lineage.attempt))
        if generated.carriedAmount > 0 { writer.member("carriedAmount", generated.carriedAmount) }
    }

    private static func write(
        _ customer: Customer,
        under keyID: KeyID?,
        _ vault: KeyVault,
        to writer: inout JSONWriter
    ) {
        guard !customer.isEmpty else { return }
        writer.key("customer")
        guard let keyID else { return writer.customer(customer) }
        writer.object { writer in
            writer.object("sealed") { writer in
                writer.member("key", keyID.text)
                writer.member("box", vault.box(customer, under: keyID))
            }
        }
    }

    /// Leaves out terms with their default value, which keeps an ordinary record short.
    private static func write(_ terms: LinkTerms, to writer: inout JSONWriter) {
        writer.member("currency", terms.money.currency.code)
        writer.member("amount", terms.money.amount)
        writer.member("description", terms.description.text)
        writer.member("lifetimeSeconds", terms.lifetime.seconds)
        if terms.secondChanceEmail { writer.member("secondChanceEmail", true) }
        writer.memberIfPresent("gateway", terms.gateway?.code)
        writer.memberIfPresent("redirectUrl", terms.redirectURL?.text)
        writer.memberIfPresent("cancelUrl", terms.cancelURL?.text)
        writer.memberIfPresent("notificationUrl", terms.notificationURL?.text)
        if !terms.metadata.entries.isEmpty {
            writer.key("metadata")
            writer.metadata(terms.metadata)
        }
    }
}

/// The payload of a journal record, and the range of each event in it.
struct RecordPayload {
    let bytes: [UInt8]
    let events: [Range<Int>]
}

/// The types of notes in the journal.
enum NoteType: String {
    case uncounted, over
}
