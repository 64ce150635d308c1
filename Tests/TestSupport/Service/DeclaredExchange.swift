package import JSON
import LinkService

/// One request and its answer, held against what the method declares.
///
/// A request that succeeds has to fit the parameters' schemas, its result the result's schema, and an error has to be one
/// that the method, or every line, may get.
package struct DeclaredExchange {
    private let method: MethodDeclaration
    private let parameters: JSONValue
    private let answer: JSONValue

    /// Takes a call of a declared method; nil if no method has the name.
    package init?(method name: String, parameters: JSONValue, answer: JSONValue) {
        guard let method = MethodDeclaration.all.first(where: { $0.name == name }) else { return nil }
        self.method = method
        self.parameters = parameters
        self.answer = answer
    }

    /// Says what does not fit; empty if everything does.
    package var violations: [String] {
        if let result = answer["result"] { return result.isNull ? ["/result is null"] : request + outcome(result) }
        guard let kind = answer["error"]?["data"]?["kind"]?.string else { return ["/error/data/kind is missing"] }
        let known = method.errors + DeclaredError.ofEveryLine
        guard let declared = known.first(where: { $0.kind == kind }) else { return ["\(kind) is not declared"] }
        return details(of: declared)
    }

    private var request: [String] {
        guard parameters.kind == .object else { return [] }
        return Schema.object(method.parameters.map(\.member), closed: true).violations(in: parameters, at: "/params")
    }

    private func outcome(_ result: JSONValue) -> [String] {
        method.result.violations(in: result, at: "/result")
    }

    private func details(of declared: DeclaredError) -> [String] {
        guard let error = answer["error"], let data = error["data"] else { return ["/error/data is missing"] }
        var found = Schema.object(declared.details, closed: false).violations(in: data, at: "/error/data")
        if error["code"]?.integer != Int64(declared.code) { found.append("/error/code is not \(declared.code)") }
        if data["retryable"]?.bool != declared.retryable {
            found.append("/error/data/retryable is not \(declared.retryable)")
        }
        return found
    }
}
