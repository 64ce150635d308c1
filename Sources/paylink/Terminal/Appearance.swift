/// How output is to look, from where it goes and what the environment wishes.
struct Appearance: Sendable, Equatable {
    /// Whether a person reads along, rather than a program.
    let isTerminal: Bool
    /// How many columns a table may take.
    let columnCount: Int
    /// Colours are for terminals, unless `NO_COLOR` is set (no-color.org) or the terminal is called `dumb`.
    let usesColour: Bool

    /// The width when nothing tells it.
    static let standardColumnCount = 80

    /// Decides.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether the output goes to a terminal.
    ///   - windowColumnCount: The terminal's width, if it told one.
    ///   - environment: Looks a variable up: `COLUMNS`, `NO_COLOR`, `TERM`.
    init(isTerminal: Bool, windowColumnCount: Int?, environment: (String) -> String?) {
        let asked = environment("COLUMNS").flatMap { Int($0) }
        columnCount = [windowColumnCount, asked].lazy.compactMap(\.self).first { $0 > 0 } ?? Self.standardColumnCount
        let refusesColour = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        usesColour = isTerminal && !refusesColour && environment("TERM") != "dumb"
        self.isTerminal = isTerminal
    }

    /// The text with the escape sequences of a style around it, where colours are used.
    func styled(_ text: String, _ style: TextStyle) -> String {
        guard usesColour, let code = style.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
