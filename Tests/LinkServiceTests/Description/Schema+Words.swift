import LinkService

extension Schema {
    /// The schema in a few words, for a table.
    var words: String {
        switch self {
        case .string(let lengths?, _, _): "a string of \(lengths.lowerBound) to \(lengths.upperBound) characters"
        case .string(nil, let pattern?, _): "a string of the form `\(pattern)`"
        case .string(nil, nil, _): "a string"
        case .words(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
        case .integer(let range): "an integer of \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .array: "an array"
        case .object, .map: "an object"
        case .null: "null"
        case .nullable(let schema): "\(schema.words), or null"
        case .anyOf(let schemas): schemas.map(\.words).joined(separator: ", or ")
        case .named(let named): "a \(named.name)"
        }
    }
}
