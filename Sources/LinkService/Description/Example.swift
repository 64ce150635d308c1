package import JSONRPC

/// A call of a method with its answer, as documents show it.
///
/// The examples of all methods are one story: they are executed in the order of the methods on an empty journal, with a
/// clock that stands at 2026-11-22T13:25:00.000Z and random numbers that are the same each time; every answer is compared.
package struct Example: Sendable {
    /// A few words: what the example shows.
    package let name: String
    /// The parameters by name.
    package let parameters: JSONValue
    /// How the call ends.
    package let answer: Answer

    /// How a call ends: with the result, or with the error object.
    package enum Answer: Sendable {
        case result(JSONValue)
        case error(JSONValue)

        /// The result or the error.
        package var value: JSONValue {
            switch self {
            case .result(let value), .error(let value): value
            }
        }
    }

    /// A call that succeeds; both texts are JSON.
    init(_ name: String, _ parameters: String, result: String) {
        self.name = name
        self.parameters = Self.json(parameters, of: name)
        answer = .result(Self.json(result, of: name))
    }

    /// A call that is refused; both texts are JSON.
    init(_ name: String, _ parameters: String, error: String) {
        self.name = name
        self.parameters = Self.json(parameters, of: name)
        answer = .error(Self.json(error, of: name))
    }

    private static func json(_ text: String, of name: String) -> JSONValue {
        do throws(JSONSyntaxError) {
            return try JSONDocument(parsing: Array(text.utf8)).root
        } catch {
            preconditionFailure("the example \(name) holds no JSON: \(error.message)")
        }
    }
}
