package import JSON

extension JSONValue {
    /// The value over several lines, two spaces a level, as the tool shows it on a terminal.
    package func indented() -> String {
        IndentedJSON.text(self)
    }
}
