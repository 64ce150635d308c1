import ArgumentParser
import JSON
import PaylinkClient
import PaymentLinks

/// What a request that makes a link takes beside the terms.
struct RequestOptions: ParsableArguments {
    @Option(help: "A name for this request: sent again with the same one, it makes no second link.")
    var idempotencyKey: String?

    @Flag(help: "Check everything and show the link, without making it.")
    var dryRun = false

    /// Says that a request of the same name was answered before, so that nobody takes its link for another new one.
    ///
    /// The answer itself is the same to the byte. Daemon and tool have one clock: a link from before the request is not new.
    func tellRepetition(
        of link: JSONValue,
        since start: Instant,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) {
        guard idempotencyKey != nil, !dryRun, !connection.json else { return }
        if let current = try? OrderMoney.link(link.text("orderId"), of: link, connection, daemon),
            Self.differs(current, link)
        {
            let command = AdvisedCommand.text("show", link.text("orderId"), site: link.text("site"))
            Output.complain(
                "This is the first answer to this --idempotency-key, and the link has changed since; what it is now: \(command)"
            )
        } else if let madeAt = try? Instant(rfc3339: link.text("createdAt")), madeAt < start {
            Output.complain("Nothing new was made: order \(link.text("orderId")) was there already.")
        }
    }

    private static func differs(_ current: JSONValue, _ answered: JSONValue) -> Bool {
        current["version"]?.integer != answered["version"]?.integer || current.text("status") != answered.text("status")
    }

    /// Writes what was given.
    func write(to writer: inout JSONWriter) {
        writer.given("idempotencyKey", idempotencyKey)
        if dryRun { writer.member("dryRun", true) }
    }
}
