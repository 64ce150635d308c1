/// Names and what they mean, in two columns as in the help of a command; the meanings are wrapped.
struct DefinitionList {
    private static let indentation = 2
    private static let gap = 2
    /// Where the meanings begin; on narrow terminals they stand below the names instead.
    private static let wideColumn = 26
    private static let narrowColumn = 8
    private static let columnCountMin = 60

    private var entries: [(name: String, meaning: String, depth: Int)] = []

    /// Starts without entries.
    init() {}

    /// Adds a name; with a depth it is part of what is named above it.
    mutating func append(_ name: String, _ meaning: String, depth: Int = 0) {
        entries.append((name, meaning, depth))
    }

    /// The entries in lines of at most so many columns; a word that is longer stays whole.
    func lines(columnCountMax: Int) -> [String] {
        let column = columnCountMax < Self.columnCountMin ? Self.narrowColumn : Self.wideColumn
        let margin = String(repeating: " ", count: column)
        return entries.flatMap { entry in
            let name = String(repeating: " ", count: Self.indentation * (entry.depth + 1)) + entry.name
            let meaning = entry.meaning.wrapped(toColumnCount: columnCountMax - column)
            guard name.columnCount + Self.gap <= column, let first = meaning.first else {
                return [name] + meaning.map { margin + $0 }
            }
            let padding = String(repeating: " ", count: column - name.columnCount)
            return [name + padding + first] + meaning.dropFirst().map { margin + $0 }
        }
    }
}
