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
        fields.append("Links", number(status["counts"]?["links"]))
        fields.append("Last seq", number(status["seq"]))
        fields.append("Journal", status["journal"]?["bytes"]?.integer.map { "\($0) bytes" } ?? "")
        fields.append("Head", status["journal"]?.text("head") ?? "")
        return fields.lines(appearance)
    }

    private func number(_ value: JSONValue?) -> String {
        value?.integer.map { String($0) } ?? ""
    }
}
