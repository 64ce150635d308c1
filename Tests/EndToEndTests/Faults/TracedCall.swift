import FoundationEssentials

/// One system call of a record of strace.
struct TracedCall {
    let name: String
    /// The line after the opening parenthesis.
    ///
    /// A call that is interrupted in the record by another one has its arguments
    /// in one line and its result in another.
    let text: String
    /// False in the line that begins an interrupted call.
    let isFinished: Bool
    /// False in the line that ends an interrupted call.
    let hasArguments: Bool

    /// The calls of a file that strace wrote, in order.
    static func read(_ path: String) throws -> [TracedCall] {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        return text.split(separator: "\n").compactMap(TracedCall.init)
    }

    /// Reads a line: the thread, then `name(arguments) = result`, `name(arguments <unfinished ...>` or
    /// `<... name resumed>…) = result`.
    init?(_ line: Substring) {
        let call = line.drop { $0.isNumber }.drop { $0 == " " }
        isFinished = !call.hasSuffix("<unfinished ...>")
        hasArguments = !call.hasPrefix("<... ")
        if hasArguments {
            guard let start = call.firstIndex(of: "(") else { return nil }
            name = String(call[..<start])
            text = String(call[start...].dropFirst())
        } else {
            name = String(call.dropFirst(5).prefix { $0 != " " })
            text = String(call)
        }
    }

    var hasSucceeded: Bool { isFinished && !text.contains("= -1 ") }

    /// The order IDs in its arguments.
    var orders: Set<String> {
        Set(text.matches(of: /order-\d+/).map { String($0.output) })
    }
}
