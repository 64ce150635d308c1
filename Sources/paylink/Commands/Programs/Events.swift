import ArgumentParser
import JSON
import JSONRPC
import PaylinkClient
import PaymentLinks

/// `paylink events`: tells what happened, in order.
struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what happened to all links, in order.",
        discussion: """
            One line for each event; with --json one line of JSON each. Every event has a number, and the numbers have no \
            gaps: keep the last one and go on with --after, and nothing is missed. Times without a zone are local.

            With --today or --since the end tells what money came in and went out.

            With --follow it waits for what comes next, and goes on when the daemon was restarted meanwhile.

            Examples:
              paylink events --today --type paymentRecorded
              paylink events --type paymentRecorded
              paylink events --after 1200 --follow --json
            """
    )

    @Option(help: ArgumentHelp("Only what comes after this event, or after `now`.", valueName: "number"))
    var after = "0"

    @Flag(help: "Only what happened today, and what money came in.")
    var today = false

    @Option(help: ArgumentHelp("Only what happened at this time or later.", valueName: "time"))
    var since: String?

    @Flag(help: "Wait for what comes next, until interrupted.")
    var follow = false

    @Option(name: .customLong("type"), help: "Only this type; may be given more than once.")
    var types: [String] = []

    @Option(help: "Only links of this site.")
    var site: String?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard after == "now" || UInt64(after) != nil else {
            throw ValidationError("--after is the number of an event, 0 for the beginning, or now.")
        }
        guard [today, since != nil, after != "0"].count(where: { $0 }) < 2 else {
            throw ValidationError("Give one of --after, --since and --today.")
        }
    }

    func run() throws {
        var report = EventReport(connection: connection)
        var walk = EventWalk(connection: connection, after: try first(), follow: follow) { writer in
            if !types.isEmpty {
                writer.key("types")
                writer.array { writer in for type in types { writer.value(type) } }
            }
            writer.given("site", site)
        }
        try walk.forEach { events in
            let output = connection.output
            if connection.json {
                try output.bytes(events.flatMap { $0.rawBytes + [UInt8(ascii: "\n")] })
            } else {
                try output.lines(events.map { report.line($0) })
            }
        }
        if !connection.json, today || since != nil { try connection.output.lines(report.totals) }
    }

    /// The number to begin after.
    private func first() throws -> String {
        guard let since = since ?? (today ? "today" : nil) else { return after }
        let time = try TimeArgument.rfc3339(since)
        return String(try EventSearch(connection: connection).lastNumber(before: Instant(rfc3339: time)))
    }
}
