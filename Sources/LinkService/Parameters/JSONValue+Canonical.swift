import JSON

extension JSONValue {
    /// The value in one spelling: no white space, members in the order of their names, strings escaped in one way.
    var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        writeCanonically(to: &writer)
        return writer.bytes
    }

    private func writeCanonically(to writer: inout JSONWriter) {
        switch kind {
        case .object:
            writer.object { writer in
                for (name, value) in members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                    writer.key(name)
                    value.writeCanonically(to: &writer)
                }
            }
        case .array:
            writer.array { writer in
                for element in elements { element.writeCanonically(to: &writer) }
            }
        case .string: writer.value(string ?? "")
        case .number, .bool, .null: writer.raw(rawBytes)
        }
    }
}
