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

    package var storage = StorageState.ok
    package var freeBytes: Int64?
    package var queuedBytes: Int64 = 0
    package var commits = Times()
    package var calls = Times()
    /// How many calls were refused, by kind of error.
    package var refusals: [String: Int] = [:]

    package init() {}
}
