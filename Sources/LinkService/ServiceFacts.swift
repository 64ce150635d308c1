package import PaymentLinks

/// What `getServiceStatus` and `rpc.discover` tell that the composition root knows and no ledger does.
package struct ServiceFacts: Sendable {
    package let version: String
    package let startedAt: Instant
    /// The limits by name, in the order in which they are shown.
    package let limits: [(name: String, value: Int64)]
    /// What has been going on since the start; nil where nobody measures it.
    package let activity: @Sendable () -> ServiceActivity?
    /// How far the journal reaches, of an engine that has one.
    package let journal: @Sendable () -> JournalExtent?

    package init(
        version: String,
        startedAt: Instant,
        limits: [(name: String, value: Int64)],
        journal: @escaping @Sendable () -> JournalExtent? = { nil },
        activity: @escaping @Sendable () -> ServiceActivity? = { nil }
    ) {
        self.version = version
        self.startedAt = startedAt
        self.limits = limits
        self.activity = activity
        self.journal = journal
    }

    /// How far a journal reaches.
    package struct JournalExtent: Sendable, Equatable {
        /// The last event that is durable.
        package let seq: UInt64
        package let byteCount: Int
        /// The hash of the last durable record, in hexadecimal: kept elsewhere, it shows later whether history was changed.
        package let head: String

        package init(seq: UInt64, byteCount: Int, head: String) {
            self.seq = seq
            self.byteCount = byteCount
            self.head = head
        }
    }
}
