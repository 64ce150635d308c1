@testable import Journal

/// Payloads of journal records as text, for tests that leave out or change a member.
enum RecordText {
    static let actor = #""actor":{"uid":1,"gid":2,"pid":3}"#
    static let time = #""time":"2026-11-22T13:25:00.000Z""#
    static let request =
        #""request":{"key":"k","site":"default","user":1,"method":"generateLink","parameters":{"orderId":"ff"}}"#
    static let generated = #"""
        {"type":"linkGenerated","site":"default","orderId":"A","linkId":"lnk_1","issuer":"local","url":"https://x/",\#
        "expiresAt":"2026-12-22T13:25:00.000Z","currency":"EUR","amount":1,"description":"x","lifetimeSeconds":60,\#
        "customer":{"firstName":"Anna"},"metadata":{"a":"b"},"secondChanceEmail":true,"gateway":"IDEAL",\#
        "duplicateOf":"Z","root":"Z","attempt":2}
        """#
    /// What was told with the answer.
    static let notes = #"""
        "notes":[{"type":"uncounted","orderId":"Z","amount":5,"currency":"EUR","holders":["Y"],"surplus":true,\#
        "new":"A","replacing":"Z"}]
        """#
    static let whole = "\(time),\(actor),\(request),\"events\":[\(generated)]"

    /// A payload in the form that `PlainRecord` reads.
    static let plain =
        #"\#(time),\#(actor),"events":[{"type":"linkGenerated","site":"default","orderId":"A","linkId":"lnk_1","#
        + #""issuer":"local","url":"https://x/","expiresAt":"2026-12-22T13:25:00.000Z","currency":"EUR","amount":1,"#
        + #""description":"x","lifetimeSeconds":60}]"#

    /// A record of a scan.
    static func record(_ payload: String, seq: UInt64 = 41, count: Int = 1, line: Int = 7) -> JournalRecord {
        let header = JournalHeader(id: String(repeating: "0", count: 32), createdAt: "2026-11-22T13:25:00.000Z").line()
        return JournalRecord(
            seq: seq,
            count: count,
            batch: seq,
            payload: Array(payload.utf8)[...],
            position: RecordPosition(offset: 100, length: payload.utf8.count, line: line, hash: header.hash)
        )
    }
}
