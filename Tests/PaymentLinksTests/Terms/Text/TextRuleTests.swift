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
    ]

    @Test(arguments: all)
    func `the shortest and the longest text are accepted as they are`(text: Case) throws {
        for value in [
            "x", "\u{e9}", "e\u{301}", "a b", "a < b", "<3", String(repeating: "\u{1f600}", count: text.longest),
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

    @Test func `order IDs that look the same are two orders`() throws {
        let composed = try OrderID("caf\u{e9}")
        let decomposed = try OrderID("cafe\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, try OrderID("caf\u{e9}")]).count == 2)
    }

    @Test func `a refused name is not repeated`() throws {
        let name = "Secretive-van-den-Bergenhuizen"
        let refusal = #expect(throws: Refusal.self) { try PersonName(name) }
        #expect(refusal?.message.contains("Secretive") == false)
    }
}
