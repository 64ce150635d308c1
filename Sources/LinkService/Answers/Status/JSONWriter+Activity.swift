import JSON

extension JSONWriter {
    /// Writes what has been going on, as members of the status.
    mutating func activity(_ activity: ServiceActivity) {
        object("storage") { writer in
            writer.member("state", activity.storage.rawValue)
            writer.member("freeBytes", activity.freeBytes)
            writer.member("queuedBytes", activity.queuedBytes)
        }
        object("commits") { $0.times(activity.commits) }
        object("calls") { $0.times(activity.calls) }
        object("refusals") { writer in
            for (kind, count) in activity.refusals.sorted(by: { $0.key < $1.key }) {
                writer.key(kind)
                writer.value(Int64(count))
            }
        }
    }

    private mutating func times(_ times: ServiceActivity.Times) {
        member("count", times.count)
        member("totalMicroseconds", times.total.microseconds)
        member("p50Microseconds", times.median.microseconds)
        member("p99Microseconds", times.p99.microseconds)
        member("maxMicroseconds", times.longest.microseconds)
    }
}

extension Duration {
    fileprivate var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
