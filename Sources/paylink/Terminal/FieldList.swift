/// Named values below each other, the values aligned; what is empty is left out.
struct FieldList {
    private var fields: [(name: String, value: String, style: TextStyle)] = []

    mutating func append(_ name: String, _ value: String, _ style: TextStyle = .plain) {
        guard !value.isEmpty else { return }
        fields.append((name, value.printable, style))
    }

    func lines(_ appearance: Appearance) -> [String] {
        let width = fields.reduce(0) { max($0, $1.name.columnCount) } + 2
        return fields.map { field in
            let gap = String(repeating: " ", count: width - field.name.columnCount)
            return appearance.styled(field.name, .faint) + gap + appearance.styled(field.value, field.style)
        }
    }
}
