@testable import Storage
import Testing

@Suite struct LineCursorTests {
    /// Makes one step at the front of a line; the result, and the position behind it.
    private func step<Result>(
        _ line: String,
        _ body: (inout LineCursor, Span<UInt8>) -> Result
    ) -> (result: Result, position: Int) {
        var cursor = LineCursor()
        let bytes = Array(line.utf8)
        let result = body(&cursor, bytes.span)
        return (result, cursor.position)
    }

    @Test func `a number has one spelling and fits in 64 bits`() {
        for (text, value) in [("0", 0), ("7,", 7), ("18446744073709551615}", UInt64.max)] {
            let read = step(text) { $0.number(in: $1) }
            #expect(read.result == value)
        }
        for text in ["", "-1", "+1", "01", "00", " 1", "18446744073709551616", "99999999999999999999"] {
            let read = step(text) { $0.number(in: $1) }
            #expect(read.result == nil, "\(text)")
        }
    }

    @Test func `a step that does not match stays`() {
        let other = step("{\"a\":1}") { $0.skip("{\"b", in: $1) }
        let long = step("{\"a\":1}") { $0.skip("{\"a\":1}.", in: $1) }
        let count = step("{\"a\":1}") { $0.skip(8, in: $1) }
        for read in [other, long, count] { #expect(read == (false, 0)) }
        let matching = step("{\"a\":1}") { $0.skip("{\"a\":", in: $1) && $0.skip(2, in: $1) }
        #expect(matching == (true, 7))
    }

    @Test func `a text with an escape is not plain`() {
        let plain = step("ab\"}") { $0.plainText(in: $1) }
        #expect(plain.result == 0..<2)
        #expect(plain.position == 3)
        for text in ["a\\\"b\"", "\\u0041\"", "no end"] {
            let read = step(text) { $0.plainText(in: $1) }
            #expect(read.result == nil, "\(text)")
        }
    }

    @Test func `the first newline is found, or none`() {
        let found = ["ab\n\n", "ab", "", "\n"].map { text in step(text) { _, line in line.firstNewline() }.result }
        #expect(found == [2, nil, nil, 0])
    }
}
