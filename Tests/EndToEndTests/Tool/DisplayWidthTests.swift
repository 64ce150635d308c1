@testable import PaylinkClient
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("plain", 5), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
        ("ｶﾅ", 2), ("Ａ", 2), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇳🇱", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("€", 1),
        ("a\u{200B}b", 2),
        ("नि", 2), ("…", 1),
    ])
    func `a text is as wide as a terminal shows it`(text: String, columnCount: Int) {
        #expect(text.columnCount == columnCount)
    }

    @Test func `a text that fits is not cut`() {
        #expect("chairs".cut(toColumnCount: 6) == "chairs")
        #expect("日本".cut(toColumnCount: 4) == "日本")
    }

    @Test func `a cut text ends with an ellipsis and never exceeds its columns`() {
        #expect("chairs".cut(toColumnCount: 5) == "chai…")
        #expect("日本語".cut(toColumnCount: 4) == "日…")
        #expect("日本語".cut(toColumnCount: 5) == "日本…")
        #expect("chairs".cut(toColumnCount: 1) == "…")
        #expect("chairs".cut(toColumnCount: 0) == "")
        for columnCount in 0..<12 {
            #expect("a日e\u{301}👍🏽本".cut(toColumnCount: columnCount).columnCount <= columnCount)
        }
    }

    @Test func `a cut keeps a letter and its accent together`() {
        #expect("e\u{301}e\u{301}e\u{301}".cut(toColumnCount: 2) == "e\u{301}…")
    }

    @Test func `nothing that steers a terminal is printed`() {
        #expect("red\u{1B}[31m\u{9B}0m".printable == "red\u{FFFD}[31m\u{FFFD}0m")
        #expect("two\r\nlines\tand a tab".printable == "two  lines and a tab")
        #expect("abc\u{202E}fed".printable == "abc\u{FFFD}fed")
        #expect("Zoë 日本 👩‍👩‍👧".printable == "Zoë 日本 👩‍👩‍👧")
    }
}
