package import JSON

extension Schema {
    /// Whether a value may be what some version of the daemon answers: of this kind, and with what comes first in it.
    ///
    /// Less than a validation on purpose. Members are added from version to version, and what comes first has been there
    /// since the first one.
    package func recognizes(_ value: JSONValue) -> Bool {
        switch self {
        case .named(let named): return named.schema.recognizes(value)
        case .object(let members, _):
            guard isKind(of: value) else { return false }
            guard let first = members.first(where: \.isRequired) else { return true }
            return value[first.name].map(first.schema.isKind) ?? false
        default: return isKind(of: value)
        }
    }

    private func isKind(of value: JSONValue) -> Bool {
        switch self {
        case .string, .words: value.kind == .string
        case .integer: value.integer != nil
        case .boolean: value.kind == .bool
        case .array(let element, _): value.kind == .array && value.elements.allSatisfy(element.isKind)
        case .object, .map: value.kind == .object
        case .null: value.isNull
        case .nullable(let schema): value.isNull || schema.isKind(of: value)
        case .anyOf(let schemas): schemas.contains { $0.isKind(of: value) }
        case .named(let named): named.schema.isKind(of: value)
        }
    }
}
