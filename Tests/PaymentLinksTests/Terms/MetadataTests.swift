@testable import PaymentLinks
import TestSupport
import Testing

@Suite struct MetadataTests {
    @Test func `entries are sorted by the bytes of their keys`() throws {
        let keys = ["b", "a", "B", "10", "9", "\u{e9}", "z", "ab", "\u{1f600}", "\u{ffee}"]
        let expected = ["10", "9", "B", "a", "ab", "b", "z", "\u{e9}", "\u{ffee}", "\u{1f600}"]
        var random = SeededSequence(for: "metadata order")
        for _ in 0..<20 {
            let metadata = try Metadata(keys.shuffled(using: &random).map { (key: $0, value: "of " + $0) })
            #expect(metadata.entries.map(\.key) == expected)
            #expect(metadata.entries.allSatisfy { $0.value == "of " + $0.key })
            #expect(try metadata == Metadata(keys.map { (key: $0, value: "of " + $0) }))
        }
    }

    @Test func `values may be empty, long and of several lines`() throws {
        let values = ["", " ", "a\nb", String(repeating: "\u{1f600}", count: 500), "<b>"]
        for value in values {
            #expect(try Metadata([("note", value)])["note"] == value)
        }
    }

    @Test func `a missing key has no value`() throws {
        #expect(Metadata().isEmpty)
        #expect(try Metadata([]) == Metadata())
        let metadata = try Metadata([("caf\u{e9}", "1")])
        #expect(!metadata.isEmpty)
        #expect(metadata["caf\u{e9}"] == "1")
        #expect(metadata["cafe\u{301}"] == nil)
    }

    @Test func `keys that look the same are two keys`() throws {
        #expect(try Metadata([(key: "caf\u{e9}", value: "1"), (key: "cafe\u{301}", value: "2")]).entries.count == 2)
    }

    @Test func `twenty keys are accepted, 21 are refused`() throws {
        let pairs = (0..<20).map { (key: "key\($0)", value: "") }
        #expect(try Metadata(pairs).entries.count == 20)
        expectRefusal(.invalidMetadata, showing: "at most 20") { () throws(Refusal) in
            try Metadata(pairs + [(key: "key20", value: "")])
        }
    }

    @Test func `a key twice is refused, even with the same value`() {
        expectRefusal(.invalidMetadata, showing: "\"a\"", "twice") { () throws(Refusal) in
            try Metadata([(key: "a", value: "1"), (key: "b", value: "2"), (key: "a", value: "1")])
        }
    }

    @Test func `the lengths of keys and values are limited`() throws {
        let longKey = String(repeating: "k", count: 40)
        #expect(try Metadata([(longKey, "")]).entries.count == 1)
        for key in ["", longKey + "k", "a\nb", " "] {
            expectRefusal(.invalidMetadata) { () throws(Refusal) in try Metadata([(key, "")]) }
        }
        let longValue = String(repeating: "v", count: 501)
        expectRefusal(.invalidMetadata, showing: "0 to 500", "not 501") { () throws(Refusal) in
            try Metadata([("a", longValue)])
        }
    }
}
