import JSON

extension JSONWriter {
    /// Writes a schema as JSON Schema; a named one as a reference to the document's components.
    mutating func schema(_ schema: Schema, summary: String? = nil) {
        if case .named(let named) = schema {
            object { $0.member("$ref", "#/components/schemas/\(named.name)") }
            return
        }
        object { writer in
            writer.keywords(of: schema)
            if let summary { writer.member("description", summary) }
        }
    }

    private mutating func keywords(of schema: Schema) {
        switch schema {
        case .string(let lengths, let pattern, let format): stringKeywords(lengths, pattern, format)
        case .words(let words):
            member("type", "string")
            array("enum") { writer in
                for word in words { writer.value(word) }
            }
        case .integer(let range):
            member("type", "integer")
            member("minimum", range.lowerBound)
            member("maximum", range.upperBound)
        case .boolean: member("type", "boolean")
        case .array(let element, let counts):
            member("type", "array")
            key("items")
            self.schema(element)
            if let counts {
                member("minItems", counts.lowerBound)
                member("maxItems", counts.upperBound)
            }
        case .object(let members, let closed): objectKeywords(members, closed: closed)
        case .map(let value):
            member("type", "object")
            key("additionalProperties")
            self.schema(value)
        case .nullable(let value): alternatives([value, .null])
        case .anyOf(let schemas): alternatives(schemas)
        case .null: member("type", "null")
        case .named: preconditionFailure("a named schema is written as a reference")
        }
    }

    private mutating func alternatives(_ schemas: [Schema]) {
        array("anyOf") { writer in
            for schema in schemas { writer.schema(schema) }
        }
    }

    private mutating func stringKeywords(_ lengths: ClosedRange<Int>?, _ pattern: String?, _ format: String?) {
        member("type", "string")
        if let lengths {
            member("minLength", lengths.lowerBound)
            member("maxLength", lengths.upperBound)
        }
        if let pattern { member("pattern", pattern) }
        if let format { member("format", format) }
    }

    private mutating func objectKeywords(_ members: [Schema.Member], closed: Bool) {
        member("type", "object")
        object("properties") { writer in
            for member in members {
                writer.key(member.name)
                writer.schema(member.schema, summary: member.summary)
            }
        }
        let required = members.filter(\.isRequired)
        if !required.isEmpty {
            array("required") { writer in
                for member in required { writer.value(member.name) }
            }
        }
        if closed { member("additionalProperties", false) }
    }
}
