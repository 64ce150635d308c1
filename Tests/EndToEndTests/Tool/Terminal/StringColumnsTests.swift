@testable import paylink
import Testing

@Suite struct StringColumnsTests {
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

    @Test func `lines are as full as they may be, and long words stay whole`() {
        #expect("one two three".wrapped(toColumnCount: 7) == ["one two", "three"])
        #expect("one two three".wrapped(toColumnCount: 6) == ["one", "two", "three"])
        #expect("a longword b".wrapped(toColumnCount: 4) == ["a", "longword", "b"])
        #expect("支付 链接".wrapped(toColumnCount: 9) == ["支付 链接"])
        #expect("支付 链接".wrapped(toColumnCount: 8) == ["支付", "链接"])
        #expect("".wrapped(toColumnCount: 8).isEmpty)
    }

    @Test func `a name cut in the middle keeps both its ends`() {
        #expect("ORDER-2026-000123".cutInTheMiddle(toColumnCount: 17) == "ORDER-2026-000123")
        #expect("ORDER-2026-000123".cutInTheMiddle(toColumnCount: 9) == "ORDE…0123")
        #expect("ORDER-2026-000123".cutInTheMiddle(toColumnCount: 2) == "O…")
        for columnCount in 0..<12 {
            #expect("a日e\u{301}👍🏽本日本日本".cutInTheMiddle(toColumnCount: columnCount).columnCount <= columnCount)
        }
    }
}
