package import JSONRPC

extension JSONValue {
    /// The value over several lines, two spaces a level, as `jq .` would show it.
    package func indented(by indentation: String = "") -> String {
        let inner = indentation + "  "
        switch kind {
        case .object where count > 0:
            let lines = members.map { "\(inner)\($0.name.quoted): \($0.value.indented(by: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        case .array where count > 0:
            let lines = elements.map { inner + $0.indented(by: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indentation)]"
        default: return compact
        }
    }
}

extension String {
    fileprivate var quoted: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
