import JSON
@testable import PaymentLinks
import Testing

/// What one parameter of one method takes and what it refuses; values are JSON texts.
struct ParameterCase: Sendable, CustomTestStringConvertible {
    /// A value that fits its JSON kind and is refused all the same.
    struct Refused: Sendable {
        let value: String
        let kind: Refusal.Kind
        /// Where inside the value the fault is, as the end of a JSON Pointer.
        let inside: String
    }

    let method: String
    /// The parameter's name, after those of the objects that it stands in.
    let path: [String]
    /// The other parameters that a call needs.
    let needed: [String: String]
    /// The JSON kinds that it takes.
    let kinds: Set<JSONValue.Kind>
    let accepted: [String]
    let refused: [Refused]

    var testDescription: String { "\(method) \(pointer)" }

    /// The JSON Pointer of the parameter.
    var pointer: String { path.map { "/\($0)" }.joined() }

    /// Values of every JSON kind that it does not take.
    var wrongKinds: [String] {
        let samples: [JSONValue.Kind: [String]] = [
            .null: ["null"], .bool: ["true", "false"], .number: ["1", "0.5"], .string: ["\"A-1\"", "\"true\""],
            .array: ["[]", "[\"A-1\"]"], .object: ["{}", "{\"a\":\"b\"}"],
        ]
        return JSONValue.Kind.allCases.filter { !kinds.contains($0) }.flatMap { samples[$0] ?? [] }
    }

    /// The `params` of a call that gives the parameter a value; nil leaves it out.
    func parameters(_ value: String?, name: String? = nil) -> String {
        var members = needed
        members[path[0]] = nil
        if let value {
            let names = path.dropLast() + [name ?? path[path.count - 1]]
            members[names[0]] = names.dropFirst().reversed().reduce(value) { "{\"\($1)\":\($0)}" }
        }
        return "{" + members.map { "\"\($0)\":\($1)" }.sorted().joined(separator: ",") + "}"
    }

    /// The same parameter of another method, or inside of another object.
    func moved(to method: String, under path: [String] = [], needed: [String: String]) -> ParameterCase {
        ParameterCase(
            method: method,
            path: path + self.path,
            needed: needed,
            kinds: kinds,
            accepted: accepted,
            refused: refused
        )
    }
}

extension [ParameterCase.Refused] {
    /// Values that are refused as one kind.
    static func values(_ values: String..., as kind: Refusal.Kind, inside: String = "") -> Self {
        values.map { ParameterCase.Refused(value: $0, kind: kind, inside: inside) }
    }
}

/// The JSON text of a string of so many equal characters.
func long(_ count: Int, _ character: String = "x") -> String {
    "\"" + String(repeating: character, count: count) + "\""
}
