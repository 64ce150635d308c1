import ArgumentParser
import Glibc
import PaylinkClient

/// `paylink pipe`: relays JSON-RPC lines.
struct Pipe: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send JSON-RPC lines from standard input, and print the answers.",
        discussion: """
            One JSON text per line, and one answer per line in the same order; notifications get none. Requests are \
            sent without waiting for answers. The exit status is 0 when every request was answered, whatever the answers \
            say, and 2 when one was not.

            Example:
              echo '{"jsonrpc":"2.0","id":1,"method":"getServiceStatus"}' | paylink pipe | jq .result
            """
    )

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        var output = LineOutput(connection.output)
        var relay = Relay(
            try connection.open(),
            input: STDIN_FILENO,
            timeoutSeconds: connection.timeoutSeconds
        ) { bytes throws(WriteError) in try output.append(bytes) }
        do throws(Relay.Failure) {
            try relay.run()
        } catch .daemon(let error) {
            throw ToolFailure.notReached(error)
        } catch .input(let message) {
            throw UsageError("\(message); give the requests on standard input.")
        } catch .output(let error) {
            throw error
        }
        try output.finish()
    }
}
