@testable import JSON
import Testing
import TestSupport

@Suite struct JSONWriterTests {
    @Test func `commas stand between members and elements`() {
        let text = written { writer in
            writer.object { writer in
                writer.member("a", 1)
                writer.array("b") { writer in
                    writer.value(true)
                    writer.null()
                    writer.array { _ in }
                    writer.object { _ in }
                    writer.value("x")
                }
                writer.object("c") { $0.member("d", false) }
                writer.key("e")
                writer.raw("[1, 2]".utf8)
                writer.rawMembers(#""f":1,"g":2"#.utf8)
                writer.rawMembers([])
                writer.member("h", String?.none)
                writer.member("i", Int64?.none)
                writer.member("j", Int64?.some(5))
                writer.member("k", String?.some("v"))
            }
        }
        #expect(
            text
                == #"{"a":1,"b":[true,null,[],{},"x"],"c":{"d":false},"e":[1, 2],"f":1,"g":2,"h":null,"i":null,"j":5,"k":"v"}"#
        )
    }

    @Test(arguments: [
        ("", #""""#), ("a/b", #""a/b""#), ("\"\\", #""\"\\""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
        ("\0\u{1}\u{F}\u{10}\u{1F}", #""\u0000\u0001\u000f\u0010\u001f""#),
        ("é€😀", "\"é€😀\""), ("\u{2028}\u{2029}\u{7F}", "\"\u{2028}\u{2029}\u{7F}\""), ("tail\n", #""tail\n""#),
    ])
    func `only quotes, backslashes and control characters are escaped`(_ text: String, expected: String) {
        #expect(written { $0.value(text) }.isSameText(as: expected))
        #expect(
            written { writer in
                writer.object {
                    $0.key(text); $0.null()
                }
            }.isSameText(as: "{" + expected + ":null}")
        )
    }

    @Test(arguments: [0, 7, -7, 10, 100, .max, .min, 9_007_199_254_740_993] as [Int64])
    func `integers are written in full`(_ number: Int64) {
        #expect(written { $0.value(number) } == String(number))
        #expect(written { $0.value(Int(number)) } == String(number))
    }

    @Test func `an error of a closure passes through`() {
        var writer = JSONWriter()
        #expect(throws: Interruption()) {
            try writer.array { (_) throws(Interruption) in throw Interruption() }
        }
    }

    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(reserving: 0)
        body(&writer)
        return String(utf8: writer.bytes)
    }
}

private struct Interruption: Error, Equatable {}
