import ArgumentParser
import JSON

/// What a request that makes a link takes beside the terms.
struct RequestOptions: ParsableArguments {
    @Option(help: "A name for this request: sent again with the same one, it makes no second link.")
    var idempotencyKey: String?

    @Flag(help: "Check everything and show the link, without making it.")
    var dryRun = false

    /// Writes what was given.
    func write(to writer: inout JSONWriter) {
        writer.given("idempotencyKey", idempotencyKey)
        if dryRun { writer.member("dryRun", true) }
    }
}
