import JSON

/// A `paylink call` as a person types it into a shell.
struct CallCommand {
    private let method: String
    private let parameters: JSONValue?

    /// Takes a method's name and an object of parameters; nil for none.
    init(method: String, parameters: JSONValue?) {
        self.method = method
        self.parameters = parameters
    }

    /// The command, over several lines where it is too long for one.
    ///
    /// Parameters are `KEY=VALUE` pairs; if one of those is too long for a line, they are one indented JSON text instead.
    func lines(columnCountMax: Int) -> [String] {
        let command = "paylink call \(method.shellWord)"
        guard let parameters else { return [command] }
        let space = columnCountMax - Self.hanging.count - Self.onward.count
        guard let words = CallParameters.pairs(parameters)?.map(\.shellWord),
            words.allSatisfy({ $0.columnCount <= space })
        else { return text(command, parameters) }
        let wrapped = String.lines(of: [command] + words, columnCountMax: space)
        return wrapped.enumerated().map { position, line in
            (position == 0 ? "" : Self.hanging) + line + (position == wrapped.count - 1 ? "" : Self.onward)
        }
    }

    private static let hanging = "  "
    /// The backslash with which a shell's line goes on in the next one.
    private static let onward = " \\"

    private func text(_ command: String, _ parameters: JSONValue) -> [String] {
        let text = "\(command) \(IndentedJSON.text(parameters).shellWord)"
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
