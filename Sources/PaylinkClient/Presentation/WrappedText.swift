extension String {
    /// The text on lines of at most so many columns, broken at its spaces; a longer word has a line of its own.
    package func wrapped(toColumnCount columnCountMax: Int) -> [String] {
        split(separator: " ").map(String.init).wrapped(toColumnCount: columnCountMax)
    }
}

extension [String] {
    /// The words on lines of at most so many columns, a space between two; a longer word has a line of its own.
    func wrapped(toColumnCount columnCountMax: Int) -> [String] {
        var lines: [String] = []
        for word in self {
            if let line = lines.last, line.columnCount + 1 + word.columnCount <= columnCountMax {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(word)
            }
        }
        return lines
    }
}
