import CWideCharacter
import Glibc
import JSON

extension String {
    /// How many columns of a terminal the text takes, wcwidth(3).
    ///
    /// Combining marks take none, wide characters two, and an emoji two, of however many scalars it is made.
    var columnCount: Int {
        if isPlainASCII { return utf8.count }
        return reduce(0) { $0 + Self.columnCount(of: $1) }
    }

    /// The text in at most so many columns; a text that is too long ends with `…` instead.
    func cut(toColumnCount columnCountMax: Int) -> String {
        guard columnCount > columnCountMax else { return self }
        let kept = prefix(columnCountMax: columnCountMax - 1)
        return columnCountMax < 1 ? "" : kept + "…"
    }

    /// The text in at most so many columns; of one that is too long the middle is replaced by `…`.
    ///
    /// For names whose ends tell them apart.
    func cutInTheMiddle(toColumnCount columnCountMax: Int) -> String {
        guard columnCount > columnCountMax, columnCountMax > 2 else { return cut(toColumnCount: columnCountMax) }
        let end = (columnCountMax - 1) / 2
        let tail = String(String(reversed()).prefix(columnCountMax: end).reversed())
        return prefix(columnCountMax: columnCountMax - 1 - tail.columnCount) + "…" + tail
    }

    /// The text on lines of at most so many columns, broken at its spaces; a longer word has a line of its own.
    func wrapped(toColumnCount columnCountMax: Int) -> [String] {
        Self.lines(of: split(separator: " ").map(String.init), columnCountMax: columnCountMax)
    }

    /// The words on lines of at most so many columns, a space between two; a longer word has a line of its own.
    static func lines(of words: [String], columnCountMax: Int) -> [String] {
        var lines: [String] = []
        for word in words {
            if let line = lines.last, line.columnCount + 1 + word.columnCount <= columnCountMax {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// The text on one line, without anything that steers a terminal or turns the direction of writing.
    ///
    /// Line breaks and tabs become spaces; the rest of it becomes U+FFFD, so that nothing is hidden.
    var printable: String {
        if isPlainASCII { return self }
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": text.append(" ")
            default: text.append(scalar.steersTerminal ? "\u{FFFD}" : scalar)
            }
        }
        return String(text)
    }

    /// Printable ASCII: one byte, one column.
    private var isPlainASCII: Bool { utf8.allSatisfy { (0x20..<0x7F).contains($0) } }

    private func prefix(columnCountMax: Int) -> String {
        var columnCount = 0
        return String(
            prefix { character in
                columnCount += Self.columnCount(of: character)
                return columnCount <= columnCountMax
            }
        )
    }

    private static func columnCount(of character: Character) -> Int {
        let isEmoji = character.unicodeScalars.contains { $0 == "\u{FE0F}" || $0.properties.isEmojiPresentation }
        if isEmoji { return 2 }
        return character.unicodeScalars.reduce(0) { $0 + columnCount(of: $1) }
    }

    /// What wcwidth(3) has no width for, such as a control character, takes no column.
    private static func columnCount(of scalar: Unicode.Scalar) -> Int {
        guard hasUTF8Locale else { return 1 }
        return Swift.max(0, Int(wcwidth(wchar_t(bitPattern: scalar.value))))
    }

    /// wcwidth(3) knows only the characters of the process's locale; the tool writes UTF-8 whatever the user's is.
    private static let hasUTF8Locale = setlocale(LC_CTYPE, "C.UTF-8") != nil
}
