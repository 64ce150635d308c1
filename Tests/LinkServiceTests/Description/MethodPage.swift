import JSONRPC
import LinkService
import TestSupport

/// The page of one method in `proto-docs/methods/`, made of its declaration.
struct MethodPage {
    let method: MethodDeclaration

    /// The page as Markdown.
    var text: String {
        ([heading] + [parameters, result, errors].filter { !$0.isEmpty } + method.examples.map(section(of:))).joined(
            separator: "\n\n"
        ) + "\n"
    }

    private var heading: String {
        "<!-- Made of the method's declaration; change that, not this page. -->\n\n# `\(method.name)`\n\n\(method.summary)"
    }

    private var parameters: String {
        guard !method.parameters.isEmpty else { return "It takes no parameters." }
        let rows = method.parameters.map { parameter in
            "| `\(parameter.name)` | \(parameter.isRequired ? "yes" : "") | \(parameter.expectation) | \(parameter.summary) |"
        }
        return (["## Parameters", "", "| name | needed | is | for |", "|---|---|---|---|"] + rows + nested).joined(
            separator: "\n"
        )
    }

    /// The members of parameters that are objects.
    private var nested: [String] {
        method.parameters.flatMap { parameter -> [String] in
            guard case .object(let members, _) = parameter.schema else { return [] }
            let rows = members.map { "| `\($0.name)` | \($0.schema.words) | \($0.summary) |" }
            return ["", "### `\(parameter.name)`", "", "| name | is | for |", "|---|---|---|"] + rows
        }
    }

    private var result: String {
        guard case .named(let named) = method.result else { return "" }
        guard case .object(let members, _) = named.schema else { return "" }
        let rows = members.map { "| `\($0.name)` | \($0.summary) |" }
        return (["## Result: \(named.name)", "", "| name | is |", "|---|---|"] + rows).joined(separator: "\n")
    }

    private var errors: String {
        guard !method.errors.isEmpty else { return "" }
        let rows = method.errors.map { "| \($0.code) | `\($0.kind)` | \($0.meaning) |" }
        let intro = "Beside [those of every line](../errors.md):"
        return (["## Errors", "", intro, "", "| code | kind | when, and what to do |", "|---|---|---|"] + rows).joined(
            separator: "\n"
        )
    }

    private func section(of example: Example) -> String {
        """
        ## Example: \(example.name)

        ```json
        {"jsonrpc":"2.0","id":1,"method":"\(method.name)","params":\(example.parameters.compact)}
        ```

        The answer's `\(example.answerMember)`, over several lines for reading:

        ```json
        \(example.answer.indented())
        ```
        """
    }
}
