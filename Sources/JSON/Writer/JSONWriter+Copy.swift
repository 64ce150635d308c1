extension JSONWriter {
    /// Writes a value again without its white space, members in their order, scalars as they were spelt.
    package mutating func copy(_ value: JSONValue) {
        switch value.kind {
        case .object:
            object { writer in
                for (name, member) in value.members {
                    writer.key(name)
                    writer.copy(member)
                }
            }
        case .array:
            array { writer in
                for element in value.elements { writer.copy(element) }
            }
        case .string, .number, .bool, .null: raw(value.rawBytes)
        }
    }
}
