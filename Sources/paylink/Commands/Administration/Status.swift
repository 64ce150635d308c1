import ArgumentParser
import PaylinkClient

/// `paylink status`: tells how the daemon is doing.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell how the daemon is doing.",
        discussion: """
            Example:
              paylink status --json
            """
    )

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let status = try connection.call("getServiceStatus") { _ in }
        try connection.output.result(status, ServiceSummary(status).lines)
    }
}
