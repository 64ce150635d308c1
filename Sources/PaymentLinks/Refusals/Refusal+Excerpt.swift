extension Refusal {
    /// Quotes the beginning of an input, safe for a log line or a terminal.
    ///
    /// At most 32 scalars; control characters are replaced. For codes and numbers only: personal data is never quoted.
    static func excerpt(of text: String) -> String {
        let limit = 32
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            shown.append(scalar.isControl || scalar == "\"" ? "?" : scalar)
        }
        let isCut = text.unicodeScalars.dropFirst(limit).first != nil
        return isCut ? "\"\(String(shown))…\"" : "\"\(String(shown))\""
    }
}
