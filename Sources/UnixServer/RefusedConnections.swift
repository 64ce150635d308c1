import Logging

/// The connections that were refused since the last report: a line for each would let clients fill the log.
struct RefusedConnections {
    private var counts: [String: Int] = [:]
    private var lastUID: UInt32?

    mutating func add(_ kind: String, uid: UInt32?) {
        counts[kind, default: 0] += 1
        lastUID = uid ?? lastUID
    }

    mutating func report(to logger: Logger) {
        for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
            logger.warning(
                "connections refused",
                metadata: ["kind": "\(kind)", "count": "\(count)", "uid": "\(lastUID.map(String.init) ?? "unknown")"]
            )
        }
        self = RefusedConnections()
    }
}
