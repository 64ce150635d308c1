import JSON

extension JSONWriter {
    /// Writes a member only if there is a text for it.
    mutating func given(_ name: StaticString, _ text: String?) {
        if let text { member(name, text) }
    }

    /// Writes a member only if there is a number for it.
    mutating func given(_ name: StaticString, _ number: Int64?) {
        if let number { member(name, number) }
    }

    /// Writes a member only if there is a flag for it.
    mutating func given(_ name: StaticString, _ flag: Bool?) {
        if let flag { member(name, flag) }
    }

    /// Writes `metadata` if there is any.
    mutating func notes(_ notes: [KeyValue]) {
        guard !notes.isEmpty else { return }
        object("metadata") { writer in
            for note in notes {
                writer.key(note.key)
                writer.value(note.value)
            }
        }
    }
}
