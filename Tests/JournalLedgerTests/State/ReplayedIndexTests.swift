import Journal
@testable import JournalLedger
import Testing

/// A replay refuses records that contradict the ones before them, and checks more if it is strict.
@Suite struct ReplayedIndexTests {
    @Test func `a record that contradicts the ones before it is refused with its line`() throws {
        var replayed = ReplayedIndex(journalID: "", records: nil)
        try replayed.fold(RecordText.record(RecordText.whole))
        let cancelled = #"{"type":"linkCancelled","site":"default","orderId":"B"}"#
        let unknown = "\(RecordText.time),\(RecordText.actor),\"events\":[\(cancelled)]"
        for (payload, line) in [(RecordText.whole, 8), (unknown, 9)] {
            let error = #expect(throws: RecordedChangeError.self) {
                try replayed.fold(RecordText.record(payload, seq: UInt64(line) * 10, line: line))
            }
            let text = error?.description ?? ""
            #expect(text.contains("Line \(line)") && text.contains("seq \(line * 10)"), "\(text)")
            #expect(text.hasSuffix("."))
        }
    }

    /// Folds in a changed record, after another one of the same site.
    private func foldStrictly(_ target: String, _ replacement: String) throws -> LinkIndex {
        var replayed = ReplayedIndex(journalID: "", records: nil, isStrict: true)
        try replayed.fold(RecordText.record(RecordText.plain.replacing(#""orderId":"A""#, with: #""orderId":"B""#)))
        let payload = RecordText.plain.replacing(target, with: replacement)
        #expect(target == replacement || payload != RecordText.plain)
        try replayed.fold(RecordText.record(payload, seq: 42))
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
    func `a strict replay refuses members that a start does not read`(target: String, replacement: String) {
        #expect(throws: RecordedChangeError.self) { try foldStrictly(target, replacement) }
    }

    @Test(
        arguments: [
            (#""x""#, #""x""#), (#""description":"x""#, #""description":"Fähre, <3""#),
            (#""description":"x""#, #""description":" x ""#), (":60", #":60,"secondChanceEmail":true"#),
        ]
    )
    func `a strict replay accepts unusual but valid members`(target: String, replacement: String) throws {
        #expect(try foldStrictly(target, replacement).linkCount == 2)
    }

    @Test func `a commit marker changes nothing`() throws {
        var replayed = ReplayedIndex(journalID: "", records: nil)
        try replayed.fold(RecordText.record("", count: 0))
        #expect(replayed.index.linkCount == 0)
    }
}
