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

    package static let onlyReads = true
    package static let result = Schema.named(ServiceStatusSchema.status)
    package static let errors = DeclaredError.ofReading

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let now = context.clock.now()
        let facts = context.facts
        let status = try await context.ask(at: now) { (ledger) throws(LedgerError) in try await ledger.status() }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", facts.version)
            writer.member("startedAt", facts.startedAt.text)
            writer.member("uptimeSeconds", max(0, (now.milliseconds - facts.startedAt.milliseconds) / 1000))
            writer.member("seq", Int64(status.seq))
            writer.object("counts") { $0.counts(status.links) }
            if let journal = facts.journal() {
                writer.object("journal") { writer in
                    writer.member("seq", Int64(journal.seq))
                    writer.member("bytes", Int64(journal.byteCount))
                    writer.member("head", journal.head)
                }
            }
            if let activity = facts.activity() { writer.activity(activity) }
            writer.array("sites") { writer in
                for site in context.sites.names { writer.value(site.text) }
            }
            writer.object("formerSites") { writer in
                let counts = context.ledger.linkCountsBySite
                for site in context.sites.former {
                    writer.key(site.text)
                    writer.value(Int64(counts[site]?.total ?? 0))
                }
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
