package import JSON

/// A call of a method with its answer, as documents show it.
///
/// The examples of all methods are one story: they are executed in the order of the methods on an empty journal, with a
/// clock that stands at 2026-11-22T13:25:00.000Z and random numbers that are the same each time; every answer is compared.
package struct Example: Sendable {
    /// A few words: what the example shows.
    package let name: String
    /// The parameters by name.
    package let parameters: JSONValue
    /// How the call ends: the answer's `result`, or its `error` if it is refused.
    package let answer: JSONValue
    package let isRefused: Bool

    /// A call that succeeds; both texts are JSON.
    init(_ name: String, _ parameters: String, result: String) {
        self.name = name
        self.parameters = Self.json(parameters, of: name)
        answer = Self.json(result, of: name)
        isRefused = false
    }

    /// A call that is refused; both texts are JSON.
    init(_ name: String, _ parameters: String, error: String) {
        self.name = name
        self.parameters = Self.json(parameters, of: name)
        answer = Self.json(error, of: name)
        isRefused = true
    }

    private static func json(_ text: String, of name: String) -> JSONValue {
        do throws(JSONSyntaxError) {
            return try JSONDocument(parsing: Array(text.utf8)).root
        } catch {
            preconditionFailure("the example \(name) holds no JSON: \(error.message)")
        }
    }
}
