import JSON

/// The result of `getServiceStatus` for people.
struct ServiceSummary {
    private let status: JSONValue

    /// Takes the result as the daemon answers it.
    init(_ status: JSONValue) {
        self.status = status
    }

    /// A line for each thing one asks first.
    func lines(_ appearance: Appearance) -> [String] {
        var fields = FieldList()
        fields.append("Version", status.text("version"))
        if let seconds = status["uptimeSeconds"]?.integer {
            fields.append("Running for", ReadableTime.duration(seconds: seconds))
        }
        fields.append("Sites", status["sites"]?.elements.compactMap(\.string).joined(separator: ", ") ?? "")
        fields.append("Links", links(status["counts"]))
        fields.append("Last seq", number(status["seq"]))
        fields.append("Journal", status["journal"]?["bytes"]?.integer.map { "\($0) bytes" } ?? "")
        if let storage = status["storage"] { fields.append("Disk", disk(storage)) }
        fields.append("Writes", times(status["commits"]))
        fields.append("Calls", times(status["calls"]))
        fields.append("Waiting", waiting(status["queues"]))
        let refusals = status["refusals"]?.members.map { name, count in "\(name) \(number(count))" } ?? []
        fields.append("Refused", refusals.joined(separator: ", "))
        fields.append("Head", status["journal"]?.text("head") ?? "")
        return fields.lines(appearance)
    }

    /// The statuses that some link has.
    private func links(_ counts: JSONValue?) -> String {
        let parts = counts?["byStatus"]?.members.filter { $0.value.integer != 0 }.map {
            "\(number($0.value)) \($0.name)"
        }
        guard let parts, !parts.isEmpty else { return number(counts?["links"]) }
        return "\(number(counts?["links"])): \(parts.joined(separator: ", "))"
    }

    /// What waits; nothing while nothing does.
    private func waiting(_ queues: JSONValue?) -> String {
        [
            ("requests", "request", "requests"),
            ("heldConnections", "connection held back", "connections held back"), ("searches", "search", "searches"),
            ("issuing", "link to be issued", "links to be issued"),
        ].compactMap { name, one, many in
            guard let count = queues?[name]?.integer, count > 0 else { return nil }
            return "\(count) \(count == 1 ? one : many)"
        }.joined(separator: ", ")
    }

    private func disk(_ storage: JSONValue) -> String {
        let words = [
            "full": "full: nothing is recorded until there is room", "slow": "slow: a write took over a second",
        ]
        let state = storage.text("state")
        let unreadable = storage["unreadableCount"]?.integer ?? 0
        let calls = unreadable == 1 ? "call" : "calls"
        let faults =
            unreadable > 0 ? ", \(unreadable) \(calls) met a record that can't be read: run paylink verify" : ""
        let free = storage["freeBytes"]?.integer.map { ", \($0 / 1_000_000) MB free" } ?? ""
        return (words[state] ?? state) + free + faults
    }

    private func times(_ times: JSONValue?) -> String {
        guard let times, let count = times["count"]?.integer, count > 0 else { return "" }
        let parts = [("half within", "p50"), ("99 % within", "p99"), ("the longest", "max")].map { words, name in
            let microseconds = times["\(name)Microseconds"]?.integer ?? 0
            return "\(words) \(microseconds / 1000).\(microseconds / 100 % 10) ms"
        }
        return "\(count), \(parts.joined(separator: ", "))"
    }

    private func number(_ value: JSONValue?) -> String {
        value?.integer.map { String($0) } ?? ""
    }
}
