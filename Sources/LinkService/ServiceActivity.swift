/// What has been going on since the daemon started, as the composition root measures it.
package struct ServiceActivity: Sendable {
    /// How the disk does, the worst first.
    package enum StorageState: String, Sendable, CaseIterable {
        case full, slow, ok
    }

    /// How long some work took.
    package struct Times: Sendable {
        package var count = 0
        package var total = Duration.zero
        package var median = Duration.zero
        /// 99 of 100 took no longer.
        package var p99 = Duration.zero
        package var longest = Duration.zero

        package init() {}
    }

    /// What waits, or is under way.
    package struct Queues: Sendable {
        package var connections = 0
        /// Requests without an answer.
        package var requests = 0
        /// Connections with lines that may not start yet.
        package var heldConnections = 0
        package var heldBytes = 0
        /// What reads many records.
        package var searches = 0
        /// Links that a payment service has yet to answer for.
        package var issuing = 0

        package init() {}
    }

    package var storage = StorageState.ok
    package var freeBytes: Int64?
    package var queuedBytes: Int64 = 0
    /// How many calls met a record that can't be read.
    package var unreadableCount = 0
    package var queues = Queues()
    package var commits = Times()
    package var calls = Times()
    /// How many requests and connections were refused, by kind of error.
    package var refusals: [String: Int] = [:]

    package init() {}
}
