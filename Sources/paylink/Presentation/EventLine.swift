import JSON

/// An event as one line for people: its number, its time, what happened to which order, and what else is known.
enum EventLine {
    /// Members that have their place in the line, or say nothing to people.
    private static let placed: Set = ["seq", "time", "actor", "type", "site", "orderId", "linkId", "issuer"]

    /// The line, without control characters.
    static func text(_ event: JSONValue) -> String {
        let seq = event["seq"]?.integer ?? 0
        let time = event["time"]?.string.map(ReadableTime.minutes) ?? ""
        let name = [event["site"]?.string, event["orderId"]?.string].compactMap { $0 }.joined(separator: "/")
        var words = [String(seq), time, event["type"]?.string ?? "", name]
        for (member, value) in event.members where !placed.contains(member) {
            words.append("\(member)=\(value.string ?? String(decoding: value.rawBytes, as: UTF8.self))")
        }
        return words.joined(separator: "  ").printable
    }
}
