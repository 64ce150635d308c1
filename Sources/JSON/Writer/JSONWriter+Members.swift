extension JSONWriter {
    /// Writes a member unless its value is nil.
    package mutating func memberIfPresent(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        member(name, value)
    }

    /// Writes the number, or null without one.
    package mutating func member(_ name: StaticString, _ number: Int64?) {
        if let number { member(name, number) } else { null(name) }
    }

    /// Writes a member that is an integer.
    package mutating func member(_ name: StaticString, _ number: Int) { member(name, Int64(number)) }

    /// Writes a member that is `true` or `false`.
    package mutating func member(_ name: StaticString, _ flag: Bool) {
        key(name)
        value(flag)
    }

    /// Writes an object; the closure writes its members.
    package mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginObject()
        try body(&self)
        endObject()
    }

    /// Writes an array; the closure writes its elements.
    package mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginArray()
        try body(&self)
        endArray()
    }

    /// Writes a member that is an object; the closure writes its members.
    package mutating func object<Failure: Error>(
        _ name: StaticString,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try object(body)
    }

    /// Writes a member that is an array; the closure writes its elements.
    package mutating func array<Failure: Error>(
        _ name: StaticString,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try array(body)
    }

    /// Copies a value without its white space; members keep their order and scalars their spelling.
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
