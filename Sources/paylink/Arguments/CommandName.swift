import ArgumentParser

/// The name of a command, and what a mistyped one was meant to be.
enum CommandName {
    /// Refuses a command line whose command does not exist.
    static func check(_ arguments: [String]) throws(UsageError) {
        guard let name = name(in: arguments), !known.contains(name) else { return }
        let meant = suggestion(for: name).map { " Did you mean \($0)?" } ?? ""
        throw UsageError("There is no command \"\(name.shortened)\".\(meant) See paylink --help.")
    }

    /// What is closest to a mistyped name; nil if nothing is close.
    static func suggestion(for name: String) -> String? {
        if let meant = synonyms[name] { return meant }
        let ranked = known.map { ($0, distance(Array(name), Array($0))) }.min { $0.1 < $1.1 }
        guard let (closest, distance) = ranked, distance <= max(1, name.count / 3) else { return nil }
        return closest
    }

    private static let known = Paylink.configuration.subcommands.map { $0._commandName } + ["help"]
    private static let optionsWithValue: Set = ["--socket", "--timeout"]
    private static let synonyms = [
        "create": "generate", "new": "generate", "make": "generate", "edit": "update", "change": "update",
        "extend": "update", "delete": "cancel", "remove": "cancel", "record": "pay", "paid": "pay", "find": "list",
        "search": "list", "get": "show", "view": "show", "forget": "erase", "copy": "duplicate",
    ]

    /// The first word that is no option; behind `help` the one after it.
    private static func name(in arguments: [String]) -> String? {
        var rest = arguments[...]
        while let first = rest.first, first.hasPrefix("-") {
            rest = rest.dropFirst(optionsWithValue.contains(first) ? 2 : 1)
        }
        return rest.first == "help" ? rest.dropFirst().first { !$0.hasPrefix("-") } ?? rest.first : rest.first
    }

    /// How many letters have to be changed, added, removed or swapped (optimal string alignment).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for (i, letter) in left.enumerated() {
            var row = [i + 1]
            for (j, other) in right.enumerated() {
                var least = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (letter == other ? 0 : 1))
                if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
