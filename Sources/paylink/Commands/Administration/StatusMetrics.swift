import JSON
import LinkService

/// The result of `getServiceStatus` in Prometheus' text format, for node_exporter's textfile collector.
struct StatusMetrics {
    private(set) var lines: [String] = []

    /// Takes the result as the daemon answers it; what it does not tell is left out.
    init(_ status: JSONValue) {
        add("paylink_build_info", "gauge", "The version that runs.", [(labels("version", status.text("version")), 1)])
        add("paylink_uptime_seconds", "gauge", "For how long the daemon has been running.", status["uptimeSeconds"])
        let links = samples(status["counts"]?["byStatus"], by: "status")
        add("paylink_links", "gauge", "Links that are kept, by status.", links)
        add("paylink_events_total", "counter", "Changes that were recorded, ever.", status["seq"])
        add("paylink_journal_bytes", "gauge", "How long the journal is.", status["journal"]?["bytes"])
        let storage = status["storage"]
        if let state = storage?["state"]?.string {
            add(
                "paylink_storage_full",
                "gauge",
                "1 while the disk has no room for records.",
                [("", state == "full" ? 1 : 0)]
            )
            add("paylink_storage_slow", "gauge", "1 while writes take over a second.", [("", state == "slow" ? 1 : 0)])
        }
        add(
            "paylink_unreadable_total",
            "counter",
            "Calls that met a record that can't be read.",
            storage?["unreadableCount"]
        )
        add("paylink_storage_free_bytes", "gauge", "The room on the journal's disk.", storage?["freeBytes"])
        add("paylink_journal_queued_bytes", "gauge", "What waits to be written.", storage?["queuedBytes"])
        addSummary("paylink_commit_duration_seconds", "A write to the journal with its sync.", status["commits"])
        addSummary("paylink_call_duration_seconds", "Calls, without those that wait for events.", status["calls"])
        if let queues = status["queues"] { addQueues(queues) }
        if let refusals = status["refusals"] { addRefusals(refusals) }
    }

    private mutating func addQueues(_ queues: JSONValue) {
        add("paylink_connections", "gauge", "Open connections.", queues["connections"])
        add("paylink_requests", "gauge", "Requests without an answer.", queues["requests"])
        add(
            "paylink_held_connections",
            "gauge",
            "Connections with lines that may not start yet.",
            queues["heldConnections"]
        )
        add("paylink_held_bytes", "gauge", "Bytes of requests and answers that are held.", queues["heldBytes"])
        add("paylink_searches", "gauge", "Lists and searches that wait or are under way.", queues["searches"])
        add("paylink_issuing", "gauge", "Links that a payment service has yet to answer for.", queues["issuing"])
    }

    /// Each kind from the start: a counter that appears with its first event tells Prometheus of no increase.
    private mutating func addRefusals(_ refusals: JSONValue) {
        var counts = Dictionary(DeclaredError.all.map { ($0.kind, Int64(0)) }) { first, _ in first }
        for (name, count) in refusals.members { counts[name] = count.integer }
        let samples = counts.sorted { $0.key < $1.key }.map { (labels("kind", $0.key), $0.value) }
        add("paylink_refusals_total", "counter", "Requests that were refused, by kind of error.", samples)
    }

    private func samples(_ counts: JSONValue?, by label: String) -> [(labels: String, Int64)] {
        counts?.members.compactMap { name, count in count.integer.map { (labels(label, name), $0) } } ?? []
    }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ value: JSONValue?) {
        if let value = value?.integer { add(name, type, help, [("", value)]) }
    }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, Int64)]) {
        guard !samples.isEmpty else { return }
        addHead(name, type, help)
        for (labels, value) in samples { lines.append("\(name)\(labels) \(value)") }
    }

    private mutating func addHead(_ name: String, _ type: String, _ help: String) {
        lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }

    private mutating func addSummary(_ name: String, _ help: String, _ times: JSONValue?) {
        guard let times, let count = times["count"]?.integer else { return }
        addHead(name, "summary", "\(help) Since the start; quantile 1 is the longest.")
        for (quantile, member) in [("0.5", "p50"), ("0.99", "p99"), ("1", "max")] {
            lines.append("\(name){quantile=\"\(quantile)\"} \(seconds(times["\(member)Microseconds"]))")
        }
        lines.append("\(name)_sum \(seconds(times["totalMicroseconds"]))")
        lines.append("\(name)_count \(count)")
    }

    private func seconds(_ microseconds: JSONValue?) -> String {
        let digits = String((microseconds?.integer ?? 0) % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - digits.count)
        return "\((microseconds?.integer ?? 0) / 1_000_000).\(zeros)\(digits)"
    }
}

private func labels(_ name: String, _ value: String) -> String {
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "{\(name)=\"\(escaped)\"}"
}
