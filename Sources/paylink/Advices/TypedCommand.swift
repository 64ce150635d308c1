import JSON

/// What the user typed: what is advised then has to say the same of the site and of the terms.
struct TypedCommand {
    private let words: [String]

    /// Takes the words after the program's name.
    init(_ words: [String]) {
        self.words = words
    }

    /// What this process was called with.
    static var own: TypedCommand { TypedCommand(Array(CommandLine.arguments.dropFirst())) }

    /// The program and the command.
    var command: String { (["paylink"] + (CommandName.name(in: words).map { [$0] } ?? [])).joined(separator: " ") }

    /// The site that a command about a link has to name; nil where the daemon needs none.
    ///
    /// Whoever names an order by its URL or its link ID gives no site, though there may be several.
    func site(of link: String?) -> String? {
        if let site { return site }
        guard let link, !link.isEmpty, link != "default" || namesLink else { return nil }
        return link
    }

    private var site: String? {
        for (index, word) in words.enumerated().reversed() {
            if word == "--site", index + 1 < words.count { return words[index + 1] }
            if word.hasPrefix("--site=") { return String(word.dropFirst("--site=".count)) }
        }
        return nil
    }

    private var namesLink: Bool {
        words.enumerated().contains { index, word in
            switch OrderReference(word) {
            case .orderID: false
            case .linkID where !word.contains("://"): true
            // The addresses among the terms are no links.
            case .linkID, .url: index > 0 && !word.hasPrefix("--") && !words[index - 1].hasPrefix("--")
            }
        }
    }

    /// The replacement of a link by which what was paid counts for the link that was asked for.
    ///
    /// - Parameters:
    ///   - order: The link that is to be replaced.
    ///   - source: The link that the refused command was about; nil if nothing was refused.
    ///   - made: The link that was made; nil if none was.
    /// - Returns: The command.
    func carrying(_ order: String, source: JSONValue?, made: JSONValue?) -> String {
        let copy = CopyRequest(parsing: words)
        let isSource = order == (made.map { $0.text("duplicateOf") } ?? source?.text("orderId"))
        if made == nil, isSource, copy?.takesPlace == true, copy?.carriesPaid == false { return withCarryPaid }
        let asked = copy ?? CopyRequest()
        var terms: [String] = []
        // Of another link than the one that was copied, amount and currency may be others.
        terms.give("--amount", asked.amount ?? (isSource ? nil : made?.text("amountText")))
        let needsCurrency = !isSource && !terms.isEmpty
        terms.give("--currency", asked.currency ?? (needsCurrency ? (made ?? source)?.text("currency") : nil))
        let isMade = made.map { !$0.isDryRun } ?? false
        return CarryAdvice.command(
            for: order,
            as: isMade ? nil : asked.newOrderID,
            terms + asked.otherTerms,
            site: (made ?? source)?.text("site"),
            typed: self
        )
    }

    private var withCarryPaid: String {
        var words = words.filter { $0 != "--dry-run" }
        words.insert("--carry-paid", at: words.firstIndex(of: "--") ?? words.endIndex)
        return (["paylink"] + words).map(\.shellWord).joined(separator: " ")
    }
}

extension JSONValue {
    /// Whether a link was only looked at: it has no ID then.
    var isDryRun: Bool { self["linkId"]?.isNull == true }
}
