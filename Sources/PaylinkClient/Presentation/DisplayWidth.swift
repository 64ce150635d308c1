extension String {
    /// How many columns of a terminal the text takes.
    ///
    /// Combining marks take none, wide characters two, and an emoji two, of however many scalars it is made.
    package var columnCount: Int {
        if utf8.allSatisfy(\.isPlain) { return utf8.count }
        return reduce(0) { $0 + $1.columnCount }
    }

    /// The text in at most so many columns; a text that is too long ends with `…` instead.
    package func cut(toColumnCount columnCountMax: Int) -> String {
        guard columnCount > columnCountMax else { return self }
        var columnCount = 1
        var kept = ""
        for character in self {
            columnCount += character.columnCount
            if columnCount > columnCountMax { break }
            kept.append(character)
        }
        return columnCountMax < 1 ? "" : kept + "…"
    }

    /// The text on one line, without anything that steers a terminal or turns the direction of writing.
    ///
    /// Line breaks and tabs become spaces; the rest of it becomes U+FFFD, so that nothing is hidden.
    package var printable: String {
        if utf8.allSatisfy(\.isPlain) { return self }
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{2028}", "\u{2029}": text.append(" ")
            default: text.append(scalar.steersTerminal ? "\u{FFFD}" : scalar)
            }
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    /// Control characters of both sets, and the marks that turn the direction of writing (UAX 9).
    var steersTerminal: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension Character {
    fileprivate var columnCount: Int {
        unicodeScalars.contains(where: \.makesEmoji) ? 2 : unicodeScalars.reduce(0) { $0 + $1.columnCount }
    }
}

extension Unicode.Scalar {
    /// Emoji of one scalar or several, and those that a variation selector turns into one.
    fileprivate var makesEmoji: Bool {
        value == 0xFE0F || value >= 0x231A && properties.isEmojiPresentation
    }
}

extension UInt8 {
    /// Printable ASCII: one byte, one column.
    fileprivate var isPlain: Bool { (0x20..<0x7F).contains(self) }
}
