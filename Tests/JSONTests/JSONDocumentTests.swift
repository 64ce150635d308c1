@testable import JSON
import Testing
import TestSupport

/// RFC 8259, rule by rule: the texts that are JSON, and the offset and reason of each refusal.
@Suite struct JSONDocumentTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "1", "-1", "10", "1.0", "0.5", "-0.0", "1e2", "1E2", "1e+2", "1e-2", "0e0",
        "1.25e10", "123456789012345678901234567890", "9007199254740993", #""""#, #""a""#, #"" ""#, "[]", "{}", "[[]]",
        "[{}]", "[1,2]", "[ 1 , 2 ]", #"{"a":1}"#, #"{"":null}"#, #"{ "a" : 1 , "b" : [ ] }"#, "\t1", "1\n",
        "\r\n 1 \t",
        #""\"\\\/\b\f\n\r\t""#, #""\u0000""#, #""\u00e9\u00E9""#, #""\ud83d\ude00""#, #""\uD834\uDD1E""#, #""\uffff""#,
        "\"\u{7F}\"", "\"é\"", "\"\u{20AC}\"", "\"\u{1F600}\"", "\"\u{10FFFF}\"", "\"\u{2028}\u{2029}\"",
        "\"\u{FEFF}\"",
        #"{"a":1,"a":2}"#, #"["]"]"#, #"{"}":"{"}"#, "[true,false,null]", "[1]    ",
    ])
    func `accepts`(_ text: String) throws {
        #expect(throws: Never.self) { try JSONDocument(text) }
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("n", .unexpectedEnd, 1), ("nul", .unexpectedEnd, 3),
            ("nulL", .unexpectedByte, 3), ("True", .unexpectedByte, 0), ("nullx", .trailingBytes, 4),
            ("NaN", .unexpectedByte, 0),
            ("Infinity", .unexpectedByte, 0), ("-Infinity", .invalidNumber, 1), ("undefined", .unexpectedByte, 0),
            ("+1", .unexpectedByte, 0), ("-", .unexpectedEnd, 1), ("--1", .invalidNumber, 1), ("01", .invalidNumber, 1),
            ("-01", .invalidNumber, 2), ("00", .invalidNumber, 1), (".5", .unexpectedByte, 0),
            ("1.", .unexpectedEnd, 2),
            ("1.e2", .invalidNumber, 2), ("[1.]", .invalidNumber, 3), ("1e", .unexpectedEnd, 2),
            ("1e+", .unexpectedEnd, 3),
            ("1ex", .invalidNumber, 2), ("1e1.5", .trailingBytes, 3), ("0x10", .trailingBytes, 1),
            ("1_000", .trailingBytes, 1),
            ("1 2", .trailingBytes, 2), ("1,", .trailingBytes, 1), ("{}{}", .trailingBytes, 2),
            ("[]]", .trailingBytes, 2),
            ("]", .unexpectedByte, 0), ("}", .unexpectedByte, 0), (",", .unexpectedByte, 0), (":", .unexpectedByte, 0),
            ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
            ("[1,]", .unexpectedByte, 3),
            ("[,1]", .unexpectedByte, 1), ("[1,,2]", .unexpectedByte, 3), ("[1 2]", .unexpectedByte, 3),
            ("[1}", .unexpectedByte, 2),
            ("[1:2]", .unexpectedByte, 2), ("{", .unexpectedEnd, 1), ("{1:2}", .unexpectedByte, 1),
            ("{a:1}", .unexpectedByte, 1),
            ("{'a':1}", .unexpectedByte, 1), (#"{"a"}"#, .unexpectedByte, 4), (#"{"a":}"#, .unexpectedByte, 5),
            (#"{"a":1,}"#, .unexpectedByte, 7), (#"{"a":1"#, .unexpectedEnd, 6), (#"{"a":1]"#, .unexpectedByte, 6),
            (#"{"a" 1}"#, .unexpectedByte, 5), (#"{"a":1 "b":2}"#, .unexpectedByte, 7), (#"{,}"#, .unexpectedByte, 1),
            (#"{"a":1,,"b":2}"#, .unexpectedByte, 7), (#"{null:1}"#, .unexpectedByte, 1),
            ("// c\n1", .unexpectedByte, 0),
            ("1/* c */", .trailingBytes, 1), ("'a'", .unexpectedByte, 0), ("\u{A0}1", .unexpectedByte, 0),
            ("\u{FEFF}1", .unexpectedByte, 0), ("\u{0C}1", .unexpectedByte, 0), ("\u{0}", .unexpectedByte, 0),
            ("1\u{0}", .trailingBytes, 1),
        ] as [(String, JSONSyntaxError.Code, Int)]
    )
    func `refuses structure`(_ text: String, code: JSONSyntaxError.Code, offset: Int) {
        #expect(throws: JSONSyntaxError(code, at: offset)) { try JSONDocument(text) }
    }

    @Test(
        arguments: [
            (#"""#, .unexpectedEnd, 1), (#""abc"#, .unexpectedEnd, 4), (#""a\"#, .unexpectedEnd, 3),
            (#""\"#, .unexpectedEnd, 2),
            (#""\x41""#, .invalidEscape, 1), (#""\'""#, .invalidEscape, 1), (#""\0""#, .invalidEscape, 1),
            (#""a\U0041""#, .invalidEscape, 2),
            (#""\u""#, .invalidEscape, 1), (#""\u12""#, .invalidEscape, 1), (#""\u12g4""#, .invalidEscape, 1),
            (#""\u+123""#, .invalidEscape, 1),
            (#""\u123"#, .unexpectedEnd, 6), (#""\ud800""#, .invalidEscape, 1), (#""\udc00""#, .invalidEscape, 1),
            (#""\ud800x""#, .invalidEscape, 1),
            (#""\ud800\n""#, .invalidEscape, 1), (#""\ud800\ud800""#, .invalidEscape, 1),
            (#""ab\ude00\ud83d""#, .invalidEscape, 3),
            (#""\ud800\u00"#, .unexpectedEnd, 11), (#""\ud800"#, .unexpectedEnd, 7),
            ("\"\u{1F}\"", .controlCharacter, 1), ("\"a\nb\"", .controlCharacter, 2),
            ("\"\t\"", .controlCharacter, 1), ("\"\u{0}\"", .controlCharacter, 1),
            ("\"12345678901\u{1}\"", .controlCharacter, 12),
            ("\"1234567\u{1F}\"", .controlCharacter, 8), (#"{"\ud800":1}"#, .invalidEscape, 2),
        ] as [(String, JSONSyntaxError.Code, Int)]
    )
    func `refuses strings`(_ text: String, code: JSONSyntaxError.Code, offset: Int) {
        #expect(throws: JSONSyntaxError(code, at: offset)) { try JSONDocument(text) }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82], [0xE2, 0x28, 0xA1],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3, 0xA9, 0xA9],
        ] as [[UInt8]]
    )
    func `refuses bytes that are not UTF-8`(_ bytes: [UInt8]) {
        for padding in 0..<10 {
            let text = Array("\"".utf8) + [UInt8](repeating: 0x61, count: padding) + bytes + Array("\"".utf8)
            let offset = padding + (bytes == [0xC3, 0xA9, 0xA9] ? 3 : 1)
            #expect(throws: JSONSyntaxError(.invalidUTF8, at: offset)) { try JSONDocument(parsing: text) }
        }
    }

    @Test(
        arguments: [
            [0xEF, 0xBB, 0xBF, 0x31], [0xFF, 0xFE, 0x31, 0x00], [0xFE, 0xFF, 0x00, 0x31], [0x31, 0x00], [0x00, 0x31],
            [0x5B, 0xFF, 0x5D],
        ] as [[UInt8]]
    )
    func `refuses a byte order mark, UTF-16 and stray bytes`(_ bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: bytes) }
    }

    @Test func `a text cut inside a character is an unexpected end`() {
        #expect(throws: JSONSyntaxError(.unexpectedEnd, at: 3)) { try JSONDocument(parsing: [0x22, 0xE2, 0x82]) }
    }

    @Test func `special bytes are found at every offset in a word`() throws {
        for special in [#"\""#, "é", "€", "😀"] {
            for before in 0..<18 {
                let text = "\"" + String(repeating: "a", count: before) + special + "bc\""
                let value = try JSONDocument(text).root
                #expect(
                    value.string == String(repeating: "a", count: before) + (special == #"\""# ? "\"" : special) + "bc"
                )
            }
        }
    }

    @Test(arguments: [1, 2, 128]) func `depth is bounded exactly`(_ depthMax: Int) throws {
        let arrays = String(repeating: "[", count: depthMax) + String(repeating: "]", count: depthMax)
        #expect(throws: Never.self) { try JSONDocument(arrays, depthMax: depthMax) }
        #expect(throws: JSONSyntaxError(.tooDeep, at: depthMax)) {
            try JSONDocument("[" + arrays + "]", depthMax: depthMax)
        }
        let objects = String(repeating: #"{"a":"#, count: depthMax) + "{}" + String(repeating: "}", count: depthMax)
        #expect(throws: JSONSyntaxError(.tooDeep, at: 5 * depthMax)) { try JSONDocument(objects, depthMax: depthMax) }
    }

    @Test(arguments: [
        ("[1,2,3]", 4), ("[[],{}]", 3), (#"{"a":"b","c":[null]}"#, 6), ("true", 1),
    ])
    func `values and names are bounded exactly`(_ text: String, _ count: Int) throws {
        #expect(throws: Never.self) { try JSONDocument(text, valueCountMax: count) }
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(text, valueCountMax: count - 1) }
        #expect(error?.code == .tooManyValues)
    }

    @Test func `siblings do not add to the depth`() throws {
        let text = "[" + String(repeating: "[],{},", count: 1000) + "[]]"
        #expect(try JSONDocument(text, depthMax: 2).root.count == 2001)
    }

    @Test func `a very deep text costs no stack`() throws {
        let depth = 1_000_000
        let text =
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        #expect(try JSONDocument(parsing: text, depthMax: depth).root.count == 1)
    }

    @Test func `a text too long for the index is refused`() {
        let text = [UInt8](repeating: 0x20, count: JSONDocument.textBytesMax + 1)
        #expect(throws: JSONSyntaxError(.tooLong, at: JSONDocument.textBytesMax)) { try JSONDocument(parsing: text) }
    }

    @Test(arguments: JSONSyntaxError.Code.allCases) func `every refusal is one friendly sentence`(
        _ code: JSONSyntaxError.Code
    ) {
        let message = JSONSyntaxError(code, at: 7).message
        #expect(message.hasSuffix(".") && !message.contains("\n"))
        #expect(message.contains("7"))
    }
}
