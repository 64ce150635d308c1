import JSON
import LinkService
import PaylinkClient
import PaymentLinks

/// The help of one method for a terminal, made of its declaration.
struct MethodHelp {
    private let method: MethodDeclaration
    private let columnCountMax: Int

    /// Finds a method.
    ///
    /// - Parameters:
    ///   - name: Its name on the wire.
    ///   - appearance: How wide the output is; more than the standard width is hard to read.
    /// - Throws: `UsageError` with the names that there are.
    init(of name: String, _ appearance: Appearance) throws(UsageError) {
        guard let method = MethodDeclaration.all.first(where: { $0.name == name }) else {
            let known = MethodDeclaration.all.map(\.name)
            let meant = NearestName.of(name, among: known).map { " Did you mean \($0)?" } ?? ""
            throw UsageError(
                "There is no method \"\(name)\".\(meant) The methods are \(known.joined(separator: ", "))."
            )
        }
        self.method = method
        columnCountMax = min(appearance.columnCount, Appearance.standardColumnCount)
    }

    /// The page: what the method does, takes, answers and refuses, and calls to copy.
    var lines: [String] {
        let sections = [overview, usage, parameters, result, errors, examples]
        return Array(sections.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private var overview: [String] {
        "OVERVIEW: \(method.summary)".wrapped(toColumnCount: columnCountMax)
    }

    private var usage: [String] {
        let heading = "USAGE: "
        let required = method.parameters.filter(\.isRequired).map { "\($0.name)=<value>" }
        let rest = required.count < method.parameters.count ? "[<name>=<value> ...]" : ""
        let words = "paylink call \(method.name) \(required.joined(separator: " ")) \(rest)"
        let lines = words.wrapped(toColumnCount: columnCountMax - heading.count)
        let margin = String(repeating: " ", count: heading.count)
        return lines.enumerated().map { ($0 == 0 ? heading : margin) + $1 }
    }

    private var parameters: [String] {
        guard !method.parameters.isEmpty else { return ["It takes no parameters."] }
        var list = DefinitionList()
        for parameter in method.parameters {
            list.append(
                parameter.name,
                "\(parameter.isRequired ? "(required) " : "")\(parameter.summary) Must be \(parameter.expectation)."
            )
            list.append(membersOf: parameter.schema, depth: 1)
        }
        return ["PARAMETERS:"] + list.lines(columnCountMax: columnCountMax)
    }

    private var result: [String] {
        let (name, schema) =
            if case .named(let named) = method.result {
                ("\(article(named.name)) \(named.name)", named.schema)
            } else {
                ("an object", method.result)
            }
        guard case .object(let members, _) = schema else { return [] }
        let names = members.map(\.name).joined(separator: ", ")
        return ["RESULT:"] + indented("It is \(name), with \(names).")
    }

    private func article(_ name: String) -> String { "AEIOU".contains(name.prefix(1)) ? "an" : "a" }

    private var errors: [String] {
        var list = DefinitionList()
        for error in method.errors {
            let advice = error.retryable ? "; the same call may succeed later" : ""
            list.append(error.kind, "\(error.meaning) (\(error.code)\(advice))")
        }
        let others = DeclaredError.ofEveryLine.map(\.kind).joined(separator: ", ")
        return ["ERRORS:"] + list.lines(columnCountMax: columnCountMax) + indented("Any call may get \(others).")
    }

    private var examples: [String] {
        var shown: [String] = []
        var seen: Set<[String]> = []
        let accepted = method.examples.filter { !$0.isRefused }
        for example in accepted.isEmpty ? method.examples : accepted {
            let command = command(example.parameters)
            let mark = example.isRefused ? " (refused)" : ""
            if seen.insert(command).inserted { shown += indented("\(example.name)\(mark):") + command }
        }
        return ["EXAMPLES:"] + (shown.isEmpty ? command(nil) : shown)
    }

    private func indented(_ text: String) -> [String] {
        text.wrapped(toColumnCount: columnCountMax - 2).map { "  \($0)" }
    }

    private func command(_ parameters: JSONValue?) -> [String] {
        CallCommand(method: method.name, parameters: parameters).lines(columnCountMax: columnCountMax - 4).map {
            "    \($0)"
        }
    }
}

extension DefinitionList {
    /// Adds the members of an object, with theirs.
    fileprivate mutating func append(membersOf schema: Schema, depth: Int) {
        guard case .object(let members, _) = schema else { return }
        for member in members {
            append(member.name, member.summary, depth: depth)
            append(membersOf: member.schema, depth: depth + 1)
        }
    }
}
