import ArgumentParser
import JSON
import JSONRPC
import PaylinkClient

/// `paylink events`: tells what happened, in order.
struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what happened to all links, in order.",
        discussion: """
            One line for each event; with --json one line of JSON each. Every event has a number, and the numbers have no \
            gaps: who keeps the last one goes on with --after, and misses nothing.

            With --follow it waits for what comes next, and goes on when the daemon was restarted meanwhile.

            Examples:
              paylink events --type paymentRecorded
              paylink events --after 1200 --follow --json
            """
    )

    @Option(help: ArgumentHelp("Only what comes after this event, or after `now`.", valueName: "number"))
    var after = "0"

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
    }

    func run() throws {
        var walk = EventWalk(connection: connection, after: after, follow: follow) { writer in
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
                try output.lines(events.map(EventLine.text))
            }
        }
    }
}
