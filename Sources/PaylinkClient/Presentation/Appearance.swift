/// How output is to look, from where it goes and what the environment wishes.
package struct Appearance: Sendable, Equatable {
    /// Whether a person reads along, rather than a program.
    package let isTerminal: Bool
    /// How many columns a table may take.
    package let columnCount: Int
    /// Colours are for terminals, unless `NO_COLOR` is set (no-color.org) or the terminal is called `dumb`.
    package let usesColour: Bool

    /// The width when nothing tells it.
    package static let standardColumnCount = 80

    /// Decides.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether the output goes to a terminal.
    ///   - windowColumnCount: The terminal's width, if it told one.
    ///   - environment: Looks a variable up: `COLUMNS`, `NO_COLOR`, `TERM`.
    package init(isTerminal: Bool, windowColumnCount: Int?, environment: (String) -> String?) {
        let asked = environment("COLUMNS").flatMap { Int($0) }
        columnCount = [windowColumnCount, asked].lazy.compactMap(\.self).first { $0 > 0 } ?? Self.standardColumnCount
        let refusesColour = environment("NO_COLOR").map { !$0.isEmpty } ?? false
        usesColour = isTerminal && !refusesColour && environment("TERM") != "dumb"
        self.isTerminal = isTerminal
    }

    /// The text with the escape sequences of a style around it, where colours are used.
    package func styled(_ text: String, _ style: TextStyle) -> String {
        guard usesColour, let code = style.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// What a piece of text means, as far as it shows.
package enum TextStyle: Sendable {
    case plain, heading, good, waiting, bad, faint

    /// How a link's status is shown; one that is unknown here is shown as it is.
    package init(status: String) {
        switch status {
        case "active", "completed": self = .good
        case "pending", "uncleared": self = .waiting
        case "declined", "failed", "chargedback": self = .bad
        case "cancelled", "expired", "duplicate": self = .faint
        default: self = .plain
        }
    }

    /// The parameter of ECMA-48's "select graphic rendition".
    fileprivate var code: String? {
        switch self {
        case .plain: nil
        case .heading: "1"
        case .good: "32"
        case .waiting: "33"
        case .bad: "31"
        case .faint: "2"
        }
    }
}
