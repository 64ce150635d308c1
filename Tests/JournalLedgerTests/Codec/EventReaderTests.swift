import JSONRPC
@testable import Journal
@testable import JournalLedger
@testable import PaymentLinks
import TestSupport
import Testing

/// A record that can't be understood is refused with its line, its number and the member at fault.
@Suite struct EventReaderTests {
    private static let actor = #""actor":{"uid":1,"gid":2,"pid":3}"#
    private static let time = #""time":"2026-11-22T13:25:00.000Z""#
    private static let request =
        #""request":{"key":"k","site":"default","user":1,"method":"generateLink","parameters":{"orderId":"ff"}}"#
    private static let generated = #"""
        {"type":"linkGenerated","site":"default","orderId":"A","linkId":"lnk_1","issuer":"local","url":"https://x/",\#
        "expiresAt":"2026-12-22T13:25:00.000Z","currency":"EUR","amount":1,"description":"x","lifetimeSeconds":60,\#
        "customer":{"firstName":"Anna"},"metadata":{"a":"b"},"secondChanceEmail":true,"gateway":"IDEAL",\#
        "duplicateOf":"Z","root":"Z","attempt":2}
        """#
    private static let whole = "\(time),\(actor),\(request),\"events\":[\(generated)]"

    private func read(_ payload: String, count: Int = 1) throws -> RecordedChange {
        try EventReader.read(record(payload, count: count))
    }

    private func record(_ payload: String, seq: UInt64 = 41, count: Int = 1, line: Int = 7) -> JournalRecord {
        let header = JournalHeader(id: String(repeating: "0", count: 32), createdAt: ManualClock.start.text).line()
        return JournalRecord(
            seq: seq,
            count: count,
            batch: seq,
            payload: Array(payload.utf8)[...],
            hash: header.hash,
            line: line,
            offset: 100,
            length: payload.utf8.count
        )
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

    @Test func `the whole record is read`() throws {
        let change = try read(Self.whole)
        #expect(change.events.count == 1)
        #expect(change.request?.fingerprint.parameters.first?.hash == 255)
        guard case .generated(let link)? = change.events.first else { return }
        #expect(link.lineage.attempt == 2)
        #expect(link.terms.customer.firstName?.text == "Anna")
    }

    /// Every member that a record needs, with the member that its loss is reported as.
    private static let needed = [
        ("time", "time"), ("actor", "actor"), ("uid", "actor"), ("gid", "actor"), ("pid", "actor"), ("key", "key"),
        ("user", "request"), ("method", "method"), ("parameters", "request"), ("events", "events"), ("type", "type"),
        ("linkId", "linkId"), ("issuer", "issuer"), ("expiresAt", "expiresAt"),
        ("currency", "currency"),
        ("amount", "amount"), ("description", "description"), ("lifetimeSeconds", "lifetimeSeconds"), ("root", "root"),
        ("attempt", "attempt"), ("orderId", "orderId"),
    ]

    @Test(arguments: needed)
    func `a member that is missing`(name: String, member: String) {
        let payload = Self.whole.replacing("\"\(name)\"", with: "\"other\"")
        #expect(payload != Self.whole)
        expectNotUnderstood(payload, member)
    }

    @Test(arguments: needed.filter { $0.0 != "actor" } + [("url", "url")])
    func `a member of another kind`(name: String, member: String) {
        for wrong in ["null", "[]", "{\"a\":1}", "true", "-7"] {
            expectNotUnderstood(Self.whole.replacing("\"\(name)\":", with: "\"\(name)\":\(wrong),\"other\":"), member)
        }
    }

    /// Members that may be left out, but mean something when they are there.
    private static let optional = [
        ("secondChanceEmail", "1"), ("gateway", "\"NOPE\""), ("customer", "[]"), ("customer", "null"),
        ("metadata", "[]"),
        ("metadata", "{\"a\":1}"), ("firstName", "1"), ("duplicateOf", "1"), ("duplicateOf", "\"\""),
    ]

    @Test(arguments: optional)
    func `an optional member of another kind is not taken for one that is missing`(name: String, value: String) {
        expectNotUnderstood(Self.whole.replacing("\"\(name)\":", with: "\"\(name)\":\(value),\"other\":"), name)
    }

    @Test func `an event that this version does not know`() {
        expectNotUnderstood(Self.whole.replacing("linkGenerated", with: "linkPaid"), "type")
        expectNotUnderstood(Self.whole.replacing("linkGenerated", with: "LinkGenerated"), "type")
    }

    @Test func `another number of events than the record says`() {
        expectNotUnderstood(Self.whole, "events", count: 2)
        expectNotUnderstood("\(Self.time),\(Self.actor),\"events\":[]", "events")
        expectNotUnderstood("\(Self.time),\(Self.actor),\"events\":{\"a\":\(Self.generated)}", "events")
    }

    @Test func `a payload that is no members`() {
        expectNotUnderstood("x", "payload")
    }

    @Test func `a newer version may add members`() throws {
        #expect(try read(Self.whole + #","later":{"a":[1]}"#).events == read(Self.whole).events)
    }

    @Test func `a record that contradicts the ones before it`() throws {
        var replayed = ReplayedIndex(journalID: "", records: nil)
        try replayed.fold(record(Self.whole))
        let cancelled = #"{"type":"linkCancelled","site":"default","orderId":"B"}"#
        for (payload, line) in [(Self.whole, 8), ("\(Self.time),\(Self.actor),\"events\":[\(cancelled)]", 9)] {
            let error = #expect(throws: RecordedChangeError.self) {
                try replayed.fold(record(payload, seq: UInt64(line) * 10, line: line))
            }
            let text = error?.description ?? ""
            #expect(text.contains("Line \(line)") && text.contains("seq \(line * 10)"), "\(text)")
            #expect(text.hasSuffix("."))
        }
    }

    /// A record of the form that a start reads without looking at all of it.
    private static let plain =
        #"\#(time),\#(actor),"events":[{"type":"linkGenerated","site":"default","orderId":"A","linkId":"lnk_1","#
        + #""issuer":"local","url":"https://x/","expiresAt":"2026-12-22T13:25:00.000Z","currency":"EUR","amount":1,"#
        + #""description":"x","lifetimeSeconds":60}]"#

    /// Folds in a changed record behind one that makes its site known.
    private func foldStrictly(_ target: String, _ replacement: String) throws -> LinkIndex {
        var replayed = ReplayedIndex(journalID: "", records: nil, isStrict: true)
        try replayed.fold(record(Self.plain.replacing(#""orderId":"A""#, with: #""orderId":"B""#)))
        let payload = Self.plain.replacing(target, with: replacement)
        #expect(target == replacement || payload != Self.plain)
        try replayed.fold(record(payload, seq: 42))
        return replayed.index
    }

    @Test(
        arguments: [
            (#""description":"x""#, #""description":"x\#u{1}""#), (#""description":"x""#, #""description":"<b>""#),
            (#""description":"x","#, ""), (":60", ":0"), (":60", ":060"), (":60", ":31536001"), (":60}]", ":60}"),
            (":60}]", ":60}],"), (#""uid":1"#, #""uid":4294967296"#), (#""issuer":"local""#, #""issuer":"""#),
            (#""orderId":"A""#, #""orderId":" A""#), (#""orderId":"A""#, #""orderId":"\#u{1}""#),
        ]
    )
    func `a strict reading finds what a start passes over`(target: String, replacement: String) {
        #expect(throws: RecordedChangeError.self) { try foldStrictly(target, replacement) }
    }

    @Test(
        arguments: [
            (#""x""#, #""x""#), (#""description":"x""#, #""description":"Fähre, <3""#),
            (#""description":"x""#, #""description":" x ""#), (":60", #":60,"secondChanceEmail":true"#),
        ]
    )
    func `a strict reading takes what can be`(target: String, replacement: String) throws {
        #expect(try foldStrictly(target, replacement).linkCount == 2)
    }

    @Test func `an ordinary record is beyond doubt without being read as JSON`() {
        let payload = Array(Self.plain.utf8)
        #expect(PlainRecord(payload.span)?.isBeyondDoubt(in: payload.span) == true)
    }

    @Test func `a seal says nothing about links`() throws {
        var replayed = ReplayedIndex(journalID: "", records: nil)
        try replayed.fold(record("", count: 0))
        #expect(replayed.index.linkCount == 0)
    }
}
