package import JSON
package import LinkService

extension Schema {
    /// Says where a value is not what the schema says; empty if it is.
    ///
    /// Patterns are compared as regular expressions.
    package func violations(in value: JSONValue, at pointer: String = "") -> [String] {
        switch self {
        case .named(let named): named.schema.violations(in: value, at: pointer)
        case .nullable(let schema): value.isNull ? [] : schema.violations(in: value, at: pointer)
        case .anyOf(let schemas):
            schemas.contains { $0.violations(in: value, at: pointer).isEmpty } ? [] : ["\(pointer) fits none of anyOf"]
        case .null: value.isNull ? [] : ["\(pointer) is not null"]
        case .boolean: value.bool == nil ? ["\(pointer) is no boolean"] : []
        case .integer(let range):
            value.integer.map(range.contains) == true ? [] : ["\(pointer) is no integer in \(range)"]
        case .words(let words):
            value.string.map(words.contains) == true ? [] : ["\(pointer) is none of \(words)"]
        case .string(let lengths, let pattern, _): Self.violations(in: value, lengths, pattern, at: pointer)
        case .array(let element, let counts): Self.violations(in: value, of: element, counts, at: pointer)
        case .map(let schema): Self.violations(in: value, mapTo: schema, at: pointer)
        case .object(let members, let closed): Self.violations(in: value, members, closed: closed, at: pointer)
        }
    }

    private static func violations(
        in value: JSONValue,
        _ lengths: ClosedRange<Int>?,
        _ pattern: String?,
        at pointer: String
    ) -> [String] {
        guard let string = value.string else { return ["\(pointer) is no string"] }
        if let lengths, !lengths.contains(string.unicodeScalars.count) {
            return ["\(pointer) has a length not in \(lengths)"]
        }
        guard let pattern else { return [] }
        let regex = try? Regex(pattern)
        return regex.flatMap { string.firstMatch(of: $0) } == nil ? ["\(pointer) does not match \(pattern)"] : []
    }

    private static func violations(
        in value: JSONValue,
        of element: Schema,
        _ counts: ClosedRange<Int>?,
        at pointer: String
    ) -> [String] {
        guard value.kind == .array else { return ["\(pointer) is no array"] }
        if let counts, !counts.contains(value.count) { return ["\(pointer) has a count not in \(counts)"] }
        return value.elements.enumerated().flatMap { element.violations(in: $1, at: "\(pointer)/\($0)") }
    }

    private static func violations(in value: JSONValue, mapTo schema: Schema, at pointer: String) -> [String] {
        guard value.kind == .object else { return ["\(pointer) is no object"] }
        return value.members.flatMap { schema.violations(in: $0.value, at: "\(pointer)/\($0.name)") }
    }

    private static func violations(
        in value: JSONValue,
        _ members: [Member],
        closed: Bool,
        at pointer: String
    ) -> [String] {
        guard value.kind == .object else { return ["\(pointer) is no object"] }
        var found: [String] = []
        for member in members {
            if let inner = value[member.name] {
                found += member.schema.violations(in: inner, at: "\(pointer)/\(member.name)")
            } else if member.isRequired {
                found.append("\(pointer)/\(member.name) is missing")
            }
        }
        guard closed else { return found }
        let unknown = value.members.map(\.name).filter { name in !members.contains { $0.name == name } }
        return found + unknown.map { "\(pointer)/\($0) is unknown" }
    }
}
