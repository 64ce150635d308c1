import Issuing
import JSON
package import JSONRPC
package import PaymentLinks

/// `getServiceStatus`: tells how the daemon is doing.
package struct GetServiceStatus: Method {
    package static let name = "getServiceStatus"
    package static let summary =
        "Tells the version, how long the daemon has been running, how much it keeps, and its limits."
    package static let parameters: [DeclaredParameter] = []

    /// What the composition root knows and no ledger does.
    package struct Facts: Sendable {
        package let version: String
        package let startedAt: Instant
        /// The limits by name, in the order in which they are shown.
        package let limits: [(name: String, value: Int64)]
        /// Tells how far the journal reaches, of an engine that has one.
        package let journal: @Sendable () -> JournalExtent?

        package init(
            version: String,
            startedAt: Instant,
            limits: [(name: String, value: Int64)],
            journal: @escaping @Sendable () -> JournalExtent? = { nil }
        ) {
            self.version = version
            self.startedAt = startedAt
            self.limits = limits
            self.journal = journal
        }
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

    package static let result = Schema.named(ServiceStatusSchema.status)
    package static let errors = DeclaredError.ofReading

    private let context: ServiceContext
    private let facts: Facts

    init(_ context: ServiceContext, facts: Facts) {
        self.context = context
        self.facts = facts
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let now = context.clock.now()
        let status: LedgerStatus
        do throws(LedgerError) {
            status = try await context.ledger.status()
        } catch {
            throw RPCError(error, at: now) { _ in nil }
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", facts.version)
            writer.member("startedAt", facts.startedAt.text)
            writer.member("uptimeSeconds", max(0, (now.milliseconds - facts.startedAt.milliseconds) / 1000))
            writer.member("seq", Int64(status.seq))
            writer.object("counts") { $0.member("links", Int64(status.linkCount)) }
            if let journal = facts.journal() {
                writer.object("journal") { writer in
                    writer.member("seq", Int64(journal.seq))
                    writer.member("bytes", Int64(journal.byteCount))
                    writer.member("head", journal.head)
                }
            }
            writer.array("sites") { writer in
                for site in context.sites.names { writer.value(site.text) }
            }
            writer.object("limits") { writer in
                for limit in facts.limits {
                    writer.key(limit.name)
                    writer.value(limit.value)
                }
            }
        }
        return writer.bytes
    }
}
