/// A moment as a person writes it on a command line.
enum TimeArgument {
    /// Completes `2026-11-22` and `2026-11-22 13:25` to RFC 3339 in UTC; any other text stays as it is.
    static func rfc3339(_ text: String) -> String {
        let form = String(text.map { ("0"..."9").contains($0) ? "0" : $0 })
        switch form {
        case "0000-00-00": return "\(text)T00:00:00.000Z"
        case "0000-00-00 00:00", "0000-00-00T00:00": return "\(text.prefix(10))T\(text.suffix(5)):00.000Z"
        default: return text
        }
    }
}
