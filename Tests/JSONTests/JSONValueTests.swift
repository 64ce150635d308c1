@testable import JSON
import Testing
import TestSupport

@Suite struct JSONValueTests {
    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
            ("-9223372036854775809", nil), ("99999999999999999999", nil), ("18446744073709551617", nil), ("1.0", nil),
            ("1e2", nil), ("-0.0", nil),
            (#""1""#, nil), ("true", nil), ("null", nil), ("[1]", nil),
        ] as [(String, Int64?)]
    )
    func `an integer is exact or nil`(_ text: String, expected: Int64?) throws {
        #expect(try JSONDocument(text).root.integer == expected)
    }

    @Test(arguments: [
        (#""""#, ""), (#""plain""#, "plain"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0000""#, "\0"),
        (#""\u00e9\u20AC\ud83d\ude00!""#, "é€😀!"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        (#""\ud800\udc00""#, "\u{10000}"), ("\"é\\n€\"", "é\n€"),
    ])
    func `a string is unescaped`(_ text: String, expected: String) throws {
        let value = try JSONDocument(text).root
        #expect(try #require(value.string).isSameText(as: expected))
        #expect(String(utf8: value.rawBytes) == text)
    }

    @Test(arguments: [
        "1", #""1""#, "1.0", "1e2", "9007199254740993", "-0", #""\u0031\/""#, "null", #"{ "a" : [ 1 ] }"#, "[ ]",
    ])
    func `a value keeps its bytes`(_ text: String) throws {
        let document = try JSONDocument(#"  [0, "# + text + #" , {"x": "# + text + "}]\n")
        #expect(document.root.elements.map { String(utf8: $0.rawBytes) }[1] == text)
        #expect(document.root.elements.map { $0["x"].map { String(utf8: $0.rawBytes) } }[2] == text)
    }

    @Test func `an accessor of another kind returns nil`() throws {
        let values = Array(try JSONDocument(#"[true,false,null,"true",0]"#).root.elements)
        #expect(values.map(\.bool) == [true, false, nil, nil, nil])
        #expect(values.map(\.isNull) == [false, false, true, false, false])
        #expect(values.map(\.kind) == [.bool, .bool, .null, .string, .number])
        #expect(values.map(\.string) == [nil, nil, nil, "true", nil])
        #expect(
            values.allSatisfy {
                $0.count == 0 && Array($0.elements).isEmpty && Array($0.members).isEmpty && $0["a"] == nil
            }
        )
    }

    @Test func `members come in source order with repeats`() throws {
        let root = try JSONDocument(#"{"b":[1,{"x":2}],"a":{"b":3},"c":"s","b":4}"#).root
        #expect(root.count == 4)
        #expect(root.members.map(\.name) == ["b", "a", "c", "b"])
        #expect(root.members.map { String(utf8: $0.value.rawBytes) } == [#"[1,{"x":2}]"#, #"{"b":3}"#, #""s""#, "4"])
        #expect(Array(root.elements).isEmpty)
        #expect(root["b"]?.count == 2)
    }

    @Test func `a name is matched exactly`() throws {
        let root = try JSONDocument(#"{"Name":1,"n\u0061me":2,"e\u0301":3,"":4,"a\"b":5}"#).root
        #expect(root["name"]?.integer == 2)
        #expect(root["Name"]?.integer == 1)
        #expect(root["NAME"] == nil && root["nam"] == nil && root["n\\u0061me"] == nil)
        #expect(root["é"] == nil && root["e\u{301}"]?.integer == 3)
        #expect(root[""]?.integer == 4 && root["a\"b"]?.integer == 5)
    }

    @Test(
        arguments: [
            (#"{}"#, nil), (#"{"a":1}"#, nil), (#"{"a":1,"b":2}"#, nil), (#"{"a":1,"a":1}"#, "a"),
            (#"{"a":1,"b":2,"b":3,"a":4}"#, "b"),
            (#"{"a":1,"\u0061":2}"#, "a"), (#"{"\u0061":1,"\u0061":2}"#, "a"), (#"{"":1,"":2}"#, ""),
            (#"{"a":1,"A":2}"#, nil), (#"{"é":1,"e\u0301":2}"#, nil),
            (#"{"a":{"b":1,"b":2}}"#, nil), (#"[{"a":1,"a":2}]"#, nil), (#"{"a":["a"],"b":"a"}"#, nil),
        ] as [(String, String?)]
    )
    func `a repeated member is reported`(_ text: String, expected: String?) throws {
        #expect(try JSONDocument(text).root.duplicateMember == expected)
    }

    @Test(arguments: [2, 31, 32, 33, 64, 1000]) func `a repeated member is reported at any size`(_ count: Int)
        throws
    {
        let members = (0..<count).map { #""name\#($0)":{"x":[\#($0)]}"# }
        #expect(try JSONDocument("{" + members.joined(separator: ",") + "}").root.duplicateMember == nil)
        for repeated in [0, count / 2, count - 1] {
            let text = "{" + (members + [#""name\#(repeated)":0"#]).joined(separator: ",") + "}"
            #expect(try JSONDocument(text).root.duplicateMember == "name\(repeated)")
        }
    }

    @Test(
        arguments: [
            (#"{"a":1}"#, nil), (#"{"a":1,"a":2}"#, "/a"), (#"{"x":{"y":{"a":1,"a":2}}}"#, "/x/y/a"),
            (#"[0,[{"a":1,"a":2}]]"#, "/1/0/a"),
            (#"{"a/b":{"c~d":1,"c~d":2}}"#, "/a~1b/c~0d"), (#"{"p":{"q":1},"r":{"s":1,"s":1}}"#, "/r/s"),
            (#"[[[[]]],{"":1,"":1}]"#, "/1/"),
        ] as [(String, String?)]
    )
    func `a repeated member deep inside has a pointer`(_ text: String, expected: String?) throws {
        #expect(try JSONDocument(text).root.duplicateMemberPointer == expected)
    }
}
