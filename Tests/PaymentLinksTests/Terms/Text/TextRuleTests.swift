@testable import PaymentLinks
import Testing

/// All types of text with a rule, side by side.
@Suite struct TextRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: Refusal.Kind
        let longest: Int
        let make: @Sendable (String) throws(Refusal) -> String
    }

    static let all = [
        Case(testDescription: "OrderID", kind: .invalidOrderId, longest: 50) { text throws(Refusal) in
            try OrderID(text).text
        },
        Case(testDescription: "LinkDescription", kind: .invalidDescription, longest: 200) { text throws(Refusal) in
            try LinkDescription(text).text
        },
        Case(testDescription: "Reason", kind: .invalidParameter, longest: 200) { text throws(Refusal) in
            try Reason(text).text
        },
        Case(testDescription: "IdempotencyKey", kind: .invalidParameter, longest: 255) { text throws(Refusal) in
            try IdempotencyKey(text).text
        },
        Case(testDescription: "TransactionID", kind: .invalidParameter, longest: 64) { text throws(Refusal) in
            try TransactionID(text).text
        },
        Case(testDescription: "PaymentNote", kind: .invalidParameter, longest: 200) { text throws(Refusal) in
            try PaymentNote(text).text
        },
        Case(testDescription: "PersonName", kind: .invalidCustomer, longest: 25) { text throws(Refusal) in
            try PersonName(text).text
        },
        Case(testDescription: "SearchText", kind: .invalidParameter, longest: 200) { text throws(Refusal) in
            try SearchText(text).text
        },
        Case(testDescription: "OrderIDPrefix", kind: .invalidOrderId, longest: 50) { text throws(Refusal) in
            try OrderIDPrefix(text).text
        },
    ]
    /// Those by which things are told apart.
    private static let identifiers = all.filter {
        ["OrderID", "TransactionID", "OrderIDPrefix"].contains($0.testDescription)
    }

    @Test(arguments: all)
    func `the shortest and the longest text are accepted as they are`(text: Case) throws {
        for value in [
            "x", "\u{e9}", "a b", "\u{410}-1", "\u{2116} 7", "\u{5d0}\u{5b0}", "a < b", "<3",
            String(repeating: "\u{1f600}", count: text.longest),
        ] {
            let taken = try text.make(value)
            #expect(Array(taken.utf8) == Array(value.utf8))
        }
    }

    @Test(arguments: all)
    func `shorter and longer texts are refused`(text: Case) {
        expectRefusal(text.kind, showing: "1 to \(text.longest)", "not 0") { () throws(Refusal) in try text.make("") }
        let long = String(repeating: "x", count: text.longest + 1)
        expectRefusal(text.kind, showing: "not \(text.longest + 1)") { () throws(Refusal) in try text.make(long) }
        // A grapheme cluster can have many scalars.
        let accents = "e" + String(repeating: "\u{301}", count: text.longest)
        expectRefusal(text.kind) { () throws(Refusal) in try text.make(accents) }
    }

    @Test(arguments: all)
    func `control characters are refused wherever they stand`(text: Case) {
        for control in [
            "\0", "\n", "\r\n", "\t", "\u{1b}", "\u{7f}", "\u{85}", "\u{9f}", "\u{2028}", "\u{202e}", "\u{2066}",
        ] {
            for value in [control, "a" + control, control + "a", "a" + control + "b"] {
                expectRefusal(text.kind, showing: "control") { () throws(Refusal) in try text.make(value) }
            }
        }
    }

    @Test(arguments: all)
    func `white space alone is refused`(text: Case) {
        for value in [" ", "   ", "\u{a0}", "\u{3000}"] {
            expectRefusal(text.kind, showing: "visible") { () throws(Refusal) in try text.make(value) }
        }
    }

    @Test(arguments: ["<b>x", "a<b", "x</p>", "<!-- -->", "<!DOCTYPE html>", "<?php", "<SCRIPT>", "<<i"])
    func `markup is refused where the service refuses it`(value: String) throws {
        expectRefusal(.invalidDescription, showing: "HTML") { () throws(Refusal) in try LinkDescription(value) }
        expectRefusal(.invalidCustomer, showing: "HTML") { () throws(Refusal) in try PersonName(value) }
        #expect(try OrderID(value).text == value)
        #expect(try Reason(value).text == value)
    }

    @Test func `an angle bracket without a tag is no markup`() throws {
        for value in ["a < b", "1<2", "<", "<<", "x <", "->", "<3 you", "<\u{e9}>"] {
            #expect(try LinkDescription(value).text == value)
        }
    }

    @Test(arguments: [" A-17", "A-17 ", "\u{a0}A-17", "A-17\u{3000}"])
    func `an order ID has no white space at its ends`(value: String) {
        expectRefusal(.invalidOrderId, showing: "white space", "A-17") { () throws(Refusal) in try OrderID(value) }
    }

    /// All that Unicode has without a glyph, by blocks and one by one.
    private static let invisible: [ClosedRange<UInt32>] = [
        0xa0...0xa0, 0xad...0xad, 0x300...0x36f, 0x61c...0x61c, 0x115f...0x1160, 0x17b4...0x17b5, 0x180b...0x180f,
        0x2000...0x200f, 0x205f...0x2065, 0x206a...0x206f, 0x2800...0x2800, 0x3000...0x3000, 0x3164...0x3164,
        0xe000...0xf8ff, 0xfdd0...0xfdef, 0xfe00...0xfe0f, 0xfeff...0xfeff, 0xffa0...0xffa0, 0xfff0...0xfffb,
        0xfffe...0xffff, 0x1d159...0x1d159, 0x1d173...0x1d17a, 0x1fffe...0x1ffff, 0xe0000...0xe01ef,
        0x10fffe...0x10ffff,
    ]

    @Test(arguments: all)
    func `a text that nobody sees is refused`(text: Case) {
        for scalar in Self.invisible.joined().compactMap(Unicode.Scalar.init) {
            for value in [String(scalar), "\(scalar)\(scalar)"] where value.unicodeScalars.count <= text.longest {
                #expect(throws: Refusal.self, "U+\(String(scalar.value, radix: 16))") { try text.make(value) }
            }
        }
        for value in ["\u{200b}", "\u{ad}\u{feff}", "\u{2800}\u{301}"] {
            expectRefusal(text.kind, showing: "visible") { () throws(Refusal) in try text.make(value) }
        }
    }

    @Test(arguments: all)
    func `what joins letters or keeps them apart is welcome in words`(text: Case) throws {
        // Persian "names", an emoji of three, a flag of tags, a Japanese name with a variant, Hebrew and Thai with marks.
        for value in [
            "\u{646}\u{627}\u{645}\u{200c}\u{647}\u{627}", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "\u{845b}\u{e0100}", "\u{5d0}\u{200f}", "\u{e01}\u{200b}\u{e02}", "e\u{301}", "soft\u{ad}hyphen",
        ] {
            if Self.identifiers.contains(where: { $0.testDescription == text.testDescription }) {
                #expect(throws: Refusal.self) { try text.make(value) }
            } else {
                #expect(try Array(text.make(value).utf8) == Array(value.utf8))
            }
        }
    }

    @Test(arguments: identifiers)
    func `an identifier that is taken for another one is refused, and told why`(text: Case) {
        for (value, told) in [
            ("A\u{200b}1", "U+200B"), ("A-1\u{ad}", "U+00AD"), ("\u{feff}A-1", "U+FEFF"), ("A\u{a0}1", "U+00A0"),
            ("A\u{2009}1", "U+2009"), ("\u{ff21}-1", "U+FF21"), ("A-\u{1d7cf}", "U+1D7CF"), ("M\u{fffd}ller", "U+FFFD"),
            ("A\u{fe0f}", "U+FE0F"), ("A\u{34f}1", "U+034F"), ("A\u{e0041}", "U+E0041"), ("A\u{e000}", "U+E000"),
            ("A\u{2011}1", "U+2011"), ("A\u{2212}1", "U+2212"), ("A\u{2215}1", "U+2215"), ("A\u{2163}", "U+2163"),
            ("\u{133}-1", "U+0133"), ("\u{fb01}n", "U+FB01"),
            ("cafe\u{301}", "NFC"), ("\u{212a}-1", "NFC"), ("A\u{37e}1", "NFC"), ("\u{1112}\u{1161}\u{11ab}", "NFC"),
        ] {
            expectRefusal(text.kind, showing: told, "write for example") { () throws(Refusal) in try text.make(value) }
        }
    }

    @Test func `a text of an earlier rule is read, and told what is wrong with it`() throws {
        let recorded = try OrderID.recorded("cafe\u{301}")
        #expect(recorded != (try OrderID("caf\u{e9}")))
        #expect(recorded.breach?.kind == .invalidOrderId)
        #expect(try OrderID("A-17").breach == nil)
        #expect(try LinkDescription.recorded("\u{200b}").text == "\u{200b}")
        #expect(throws: Refusal.self) { try OrderID.recorded("a\nb") }
        #expect(throws: Refusal.self) { try OrderID.recorded(" A") }
    }

    @Test func `a refused name is not repeated`() throws {
        let name = "Secretive-van-den-Bergenhuizen"
        let refusal = #expect(throws: Refusal.self) { try PersonName(name) }
        #expect(refusal?.message.contains("Secretive") == false)
    }
}
