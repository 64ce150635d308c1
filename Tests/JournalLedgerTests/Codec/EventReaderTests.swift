import Journal
@testable import JournalLedger
@testable import PaymentLinks
import TestSupport
import Testing

/// A record that can't be read is refused with its line, its sequence number and the member at fault.
@Suite struct EventReaderTests {
    private func read(_ payload: String, count: Int = 1) throws -> RecordedChange {
        try EventReader.read(RecordText.record(payload, count: count))
    }

    private func expectNotUnderstood(
        _ payload: String,
        _ member: String,
        count: Int = 1,
        at location: SourceLocation = #_sourceLocation
    ) {
        do {
            let change = try read(payload, count: count)
            Issue.record("read \(change.events) from \(payload)", sourceLocation: location)
        } catch RecordedChangeError.notUnderstood(let seq, let line, let missing) {
            #expect(seq == 41 && line == 7, sourceLocation: location)
            #expect(missing == member, "\(payload)", sourceLocation: location)
        } catch {
            Issue.record(error, sourceLocation: location)
        }
    }

    @Test func `a record with every member is read`() throws {
        let change = try read(RecordText.whole)
        #expect(change.events.count == 1)
        #expect(change.request?.fingerprint.parameters.first?.hash == 255)
        guard case .generated(let link)? = change.events.first else { return }
        #expect(link.lineage.attempt == 2)
        #expect(link.terms.customer.firstName?.text == "Anna")
    }

    /// Every required member, with the member that is reported when it is missing.
    private static let needed = [
        ("time", "time"), ("actor", "actor"), ("uid", "actor"), ("gid", "actor"), ("pid", "actor"), ("key", "key"),
        ("user", "request"), ("method", "method"), ("parameters", "request"), ("events", "events"), ("type", "type"),
        ("linkId", "linkId"), ("issuer", "issuer"), ("expiresAt", "expiresAt"),
        ("currency", "currency"),
        ("amount", "amount"), ("description", "description"), ("lifetimeSeconds", "lifetimeSeconds"), ("root", "root"),
        ("attempt", "attempt"), ("orderId", "orderId"),
    ]

    @Test(arguments: needed)
    func `a missing member is reported`(name: String, member: String) {
        let payload = RecordText.whole.replacing("\"\(name)\"", with: "\"other\"")
        #expect(payload != RecordText.whole)
        expectNotUnderstood(payload, member)
    }

    @Test(arguments: needed.filter { $0.0 != "actor" } + [("url", "url")])
    func `a member of another kind is reported`(name: String, member: String) {
        for wrong in ["null", "[]", "{\"a\":1}", "true", "-7"] {
            let payload = RecordText.whole.replacing("\"\(name)\":", with: "\"\(name)\":\(wrong),\"other\":")
            expectNotUnderstood(payload, member)
        }
    }

    /// Optional members, with values of another kind.
    private static let optional = [
        ("secondChanceEmail", "1"), ("gateway", "\"NOPE\""), ("customer", "[]"), ("customer", "null"),
        ("metadata", "[]"),
        ("metadata", "{\"a\":1}"), ("firstName", "1"), ("duplicateOf", "1"), ("duplicateOf", "\"\""),
    ]

    @Test(arguments: optional)
    func `an optional member of another kind is reported, not ignored`(name: String, value: String) {
        let payload = RecordText.whole.replacing("\"\(name)\":", with: "\"\(name)\":\(value),\"other\":")
        expectNotUnderstood(payload, name)
    }

    /// The members of a note; those with a nil are needed.
    private static let noted = [
        ("notes", "{}"), ("notes", "null"), ("type", nil), ("type", "\"paid\""), ("orderId", nil), ("amount", nil),
        ("amount", "0"), ("currency", nil), ("holders", nil), ("holders", "[1]"), ("surplus", "1"), ("new", nil),
        ("replacing", "\"\""), ("replacing", "1"),
    ]

    @Test(arguments: noted)
    func `a note that is not as specified is reported`(name: String, value: String?) throws {
        let before = "\(RecordText.time),\(RecordText.actor),\(RecordText.request)"
        let after = "\"events\":[\(RecordText.generated)]"
        #expect(try read("\(before),\(RecordText.notes),\(after)").notes.count == 1)
        let written = value.map { "\"\(name)\":\($0),\"other\":" } ?? "\"other\":"
        expectNotUnderstood("\(before),\(RecordText.notes.replacing("\"\(name)\":", with: written)),\(after)", name)
    }

    @Test func `an unknown type of event is reported`() {
        expectNotUnderstood(RecordText.whole.replacing("linkGenerated", with: "linkPaid"), "type")
        expectNotUnderstood(RecordText.whole.replacing("linkGenerated", with: "LinkGenerated"), "type")
    }

    @Test func `a number of events other than the record's count is reported`() {
        expectNotUnderstood(RecordText.whole, "events", count: 2)
        expectNotUnderstood("\(RecordText.time),\(RecordText.actor),\"events\":[]", "events")
        let object = #"{"a":\#(RecordText.generated)}"#
        expectNotUnderstood("\(RecordText.time),\(RecordText.actor),\"events\":\(object)", "events")
    }

    @Test func `a payload that is not JSON is reported`() {
        expectNotUnderstood("x", "payload")
    }

    @Test func `unknown members are ignored`() throws {
        #expect(try read(RecordText.whole + #","later":{"a":[1]}"#).events == read(RecordText.whole).events)
    }
}
