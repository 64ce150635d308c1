package import JSON

/// The answer to one request, parsed.
package struct ServiceAnswer: Sendable, CustomStringConvertible {
    /// The whole line as it was sent.
    package let text: String
    /// The whole answer.
    package let root: JSONValue

    /// Parses the line of an answer.
    package init(_ line: [UInt8]) throws {
        text = String(decoding: line, as: UTF8.self)
        root = try JSONDocument(parsing: line).root
    }

    /// The `result`, if the call went well.
    package var result: JSONValue? { root["result"] }
    /// The `error`, if it did not.
    package var error: JSONValue? { root["error"] }
    /// The error's `code`.
    package var code: Int64? { error?["code"]?.integer }
    /// The error's sentence.
    package var message: String? { error?["message"]?.string }
    /// The error's `data`.
    package var data: JSONValue? { error?["data"] }
    /// What clients match on.
    package var kind: String? { data?["kind"]?.string }
    /// The JSON Pointer of the refused value.
    package var parameter: String? { data?["parameter"]?.string }

    /// A member of the result that is a string.
    package subscript(_ name: String) -> String? { result?[name]?.string }

    package var description: String { text }
}
