import ArgumentParser
import PaymentLinks

/// The options of a command, as its help page shows them.
///
/// Asked only when a command line can't be used. Of all that is wrong with it, a name that means nothing comes first:
/// it may be what was meant by something that is missing.
struct OptionNames {
    private var flags: Set<String> = []
    private var valued: Set<String> = []

    /// Reads a help page, whose options begin such lines as `  --site <site>  The site`, and `  -h, --help  Show help`.
    init(helpPage: String) {
        for line in helpPage.split(separator: "\n") where line.hasPrefix("  -") {
            let words = line.split { " ,/".contains($0) }.map(String.init)
            let names = words.prefix { $0.hasPrefix("-") }
            if words.dropFirst(names.count).first?.hasPrefix("<") == true {
                valued.formUnion(names)
            } else {
                flags.formUnion(names)
            }
        }
    }

    /// What to say about the first option of a command line that its command does not have; nil if it has all of them.
    static func complaint(about arguments: [String]) -> String? {
        if let amount = arguments.prefix(while: { $0 != "--" }).first(where: isNegativeNumber) {
            return
                "An amount is never negative, and \(amount.shortened) is; money that goes back is recorded by paylink refund."
        }
        let command = CommandName.type(in: arguments)
        let columns = Appearance.standardColumnCount
        let names = OptionNames(helpPage: Paylink.helpMessage(for: command, includeHidden: true, columns: columns))
        guard let unknown = names.firstUnknown(in: arguments) else { return nil }
        let meant = names.suggestion(for: unknown).map { " Did you mean \($0)?" } ?? ""
        let call = command == Paylink.self ? "paylink" : "paylink \(command._commandName)"
        return "There is no option \(unknown.shortened).\(meant) See \(call) --help."
    }

    private static func isNegativeNumber(_ word: String) -> Bool {
        word.count > 1 && word.hasPrefix("-") && word.dropFirst().allSatisfy { "0123456789.,".contains($0) }
    }

    /// The first word that looks like an option and is none, and no option's value.
    func firstUnknown(in arguments: [String]) -> String? {
        var rest = arguments.prefix { $0 != "--" }[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else { continue }
            let name = String(word.prefix { $0 != "=" })
            if valued.contains(name) {
                if !word.contains("=") { rest = rest.dropFirst() }
            } else if !flags.contains(name) {
                return name
            }
        }
        return nil
    }

    /// What an unknown option was meant to be: the word for a status, another word for an option, or a mistyped one.
    func suggestion(for name: String) -> String? {
        let word = String(name.dropFirst(2))
        if valued.contains("--status"), (try? WordArgument.statuses(word)) != nil { return "--status \(word)" }
        let known = valued.union(flags)
        if let other = Self.synonyms[word], known.contains("--\(other)") { return "--\(other)" }
        let long = known.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }.sorted()
        return NearestName.of(word, among: long).map { "--\($0)" }
    }

    private static let synonyms = [
        "after": "created-after", "amount": "amount-min", "before": "created-before", "comment": "note",
        "customer": "text", "date": "at", "expires": "expires-at", "id": "order-id", "key": "idempotency-key",
        "language": "locale", "mail": "email", "method": "gateway", "name": "first-name", "order": "order-id",
        "price": "amount", "search": "text", "since": "created-after", "surname": "last-name", "tag": "metadata",
        "until": "expires-at",
    ]
}
