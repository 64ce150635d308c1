import ArgumentParser
import PaylinkClient

/// `paylink status`: tells how the daemon is doing.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how the daemon is doing.",
        discussion: """
            Example:
              paylink status --json

            For node_exporter's textfile collector:
              paylink status --prometheus
            """
    )

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Flag(help: "Print metrics in Prometheus' text format.")
    var prometheus = false

    func validate() throws {
        guard !prometheus || !connection.json else { throw ValidationError("Give --prometheus or --json, not both.") }
    }

    func run() throws {
        let status = try connection.call("getServiceStatus") { _ in }
        if prometheus { return try connection.output.lines(StatusMetrics(status).lines) }
        try connection.output.result(status, ServiceSummary(status).lines)
    }
}
