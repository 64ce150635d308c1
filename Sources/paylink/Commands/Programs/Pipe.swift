import ArgumentParser
import Glibc
import PaylinkClient

/// `paylink pipe`: relays JSON-RPC lines.
struct Pipe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send JSON-RPC lines from standard input, and print the answers.",
        discussion: """
            One JSON text per line, and one answer per line in the same order; notifications get none. Requests are \
            sent without waiting for answers. The exit status is 0 when every line was answered, whatever the answers say.

            Example:
              echo '{"jsonrpc":"2.0","id":1,"method":"getServiceStatus"}' | paylink pipe | jq .result
            """
    )

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        var relay = Relay(
            try connection.open(),
            input: STDIN_FILENO,
            output: STDOUT_FILENO,
            timeoutSeconds: connection.timeoutSeconds
        )
        do throws(Relay.Failure) {
            try relay.run()
        } catch .daemon(let error) {
            throw ToolFailure.notReached(error)
        } catch .local(let message) {
            Output.complain("paylink: \(message)")
            throw ToolFailure.ended(.notReached)
        }
    }
}
