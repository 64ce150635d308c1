import JSON

/// An event as one line for people: number, time, user, what happened to which order, and what else is known.
enum EventLine {
    /// Members that have their place in the line, or say nothing to people.
    private static let hidden: Set = [
        "seq", "time", "actor", "type", "site", "orderId", "linkId", "issuer", "url", "root", "attempt", "currency",
        "lifetimeSeconds", "becomes", "afterHold", "keys",
    ]

    /// The line of an event as the daemon answers it, without control characters.
    static func text(_ event: JSONValue, currency: String) -> String {
        let seq = event["seq"]?.integer ?? 0
        let name = [event["site"]?.string, event["orderId"]?.string].compactMap { $0 }.joined(separator: "/")
        let user = UserName.text(actor: event["actor"])
        var words = [String(seq), ReadableTime.minutes(event.text("time")), user, event.text("type"), name]
        for (member, value) in event.members where !hidden.contains(member) {
            words.append("\(member)=\(Self.value(value, of: member, currency))")
        }
        return words.joined(separator: "  ").printable
    }

    private static func value(_ value: JSONValue, of member: String, _ currency: String) -> String {
        let isAmount = member == "amount" || member.hasSuffix("Amount")
        if isAmount, let minorUnits = value.integer { return AmountText.withCurrency(minorUnits, currency) }
        if member == "expiresAt", let time = value.string { return ReadableTime.end(time) }
        if member.hasSuffix("At"), let time = value.string { return ReadableTime.minutes(time) }
        return value.string ?? String(decoding: value.rawBytes, as: UTF8.self)
    }
}
