/// JSON over several lines, two spaces a level, for people at a terminal.
package enum IndentedJSON {
    /// Writes a value; numbers and strings keep their own spelling.
    ///
    /// What would steer a terminal leaves as `\u` escapes, which mean the same.
    package static func text(_ value: JSONValue) -> String {
        var text = ""
        append(value, depth: 0, to: &text)
        return text
    }

    private static func append(_ value: JSONValue, depth: Int, to text: inout String) {
        switch value.kind {
        case .object where value.count > 0:
            let members = value.members.map { (key($0.name), $0.value) }
            append(members, "{", "}", depth: depth, to: &text)
        case .array where value.count > 0:
            append(value.elements.map { ("", $0) }, "[", "]", depth: depth, to: &text)
        case .object: text += "{}"
        case .array: text += "[]"
        default: text += escaped(String(decoding: value.rawBytes, as: UTF8.self))
        }
    }

    private static func append(
        _ items: [(key: String, value: JSONValue)],
        _ opening: String,
        _ closing: String,
        depth: Int,
        to text: inout String
    ) {
        text += opening
        for (position, item) in items.enumerated() {
            text += position == 0 ? "\n" : ",\n"
            text += String(repeating: "  ", count: depth + 1) + item.key
            append(item.value, depth: depth + 1, to: &text)
        }
        text += "\n" + String(repeating: "  ", count: depth) + closing
    }

    private static func key(_ name: String) -> String {
        var writer = JSONWriter(reserving: name.utf8.count + 2)
        writer.value(name)
        return escaped(String(decoding: writer.bytes, as: UTF8.self)) + ": "
    }

    /// A JSON text with `\u` escapes for what would steer a terminal.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.steersTerminal) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.steersTerminal {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
}
