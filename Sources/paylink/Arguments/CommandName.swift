import ArgumentParser
import PaymentLinks

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
        synonyms[name] ?? NearestName.of(name, among: known)
    }

    /// The command that a command line calls; the whole tool if it names none.
    static func type(in arguments: [String]) -> any ParsableCommand.Type {
        let name = name(in: arguments)
        return Paylink.configuration.subcommands.first { $0._commandName == name } ?? Paylink.self
    }

    private static let known = Paylink.configuration.subcommands.map { $0._commandName } + ["help"]
    private static let optionsWithValue: Set = ["--socket", "--timeout", "--generate-completion-script"]
    private static let synonyms = [
        "create": "generate", "new": "generate", "make": "generate", "edit": "update", "change": "update",
        "extend": "update", "delete": "cancel", "remove": "cancel", "record": "pay", "paid": "pay", "find": "list",
        "search": "list", "get": "show", "view": "show", "forget": "erase", "copy": "duplicate",
    ]

    /// The first word that is no option; behind `help` the one after it.
    static func name(in arguments: [String]) -> String? {
        var rest = arguments[...]
        while let first = rest.first, first.hasPrefix("-") {
            rest = rest.dropFirst(optionsWithValue.contains(first) ? 2 : 1)
        }
        return rest.first == "help" ? rest.dropFirst().first { !$0.hasPrefix("-") } ?? rest.first : rest.first
    }
}
