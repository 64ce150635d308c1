import JSON
import PaymentLinks

extension JSONWriter {
    /// Writes what has been going on, as members of the status.
    mutating func activity(_ activity: ServiceActivity) {
        object("storage") { writer in
            writer.member("state", activity.storage.rawValue)
            writer.member("freeBytes", activity.freeBytes)
            writer.member("queuedBytes", activity.queuedBytes)
            writer.member("unreadableCount", activity.unreadableCount)
        }
        object("queues") { $0.queues(activity.queues) }
        object("commits") { $0.times(activity.commits) }
        object("calls") { $0.times(activity.calls) }
        object("refusals") { writer in
            for (kind, count) in activity.refusals.sorted(by: { $0.key < $1.key }) {
                writer.key(kind)
                writer.value(Int64(count))
            }
        }
    }

    /// Writes how many links there are, as members of the counts.
    mutating func counts(_ links: LinkCounts) {
        member("links", links.total)
        object("byStatus") { writer in
            for status in LinkStatus.allCases {
                writer.key(status.rawValue)
                writer.value(Int64(links[status]))
            }
        }
    }

    private mutating func queues(_ queues: ServiceActivity.Queues) {
        member("connections", queues.connections)
        member("requests", queues.requests)
        member("heldConnections", queues.heldConnections)
        member("heldBytes", queues.heldBytes)
        member("searches", queues.searches)
        member("issuing", queues.issuing)
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
