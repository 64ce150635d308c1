import ArgumentParser
import PaylinkClient

/// `paylink discover`: prints the daemon's description of itself.
struct Discover: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the daemon's description of itself, for programs.",
        discussion: """
            An OpenRPC document: every method with its parameters, result, errors and examples, and the limits in force. \
            People find the same in paylink call --help.

            Example:
              paylink discover | jq '."x-limits"'
            """
    )

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        try connection.output.json(connection.call("rpc.discover") { _ in })
    }
}
