import ArgumentParser
import Glibc
import PaylinkClient

/// `paylink call`: calls any method.
struct Call: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Call any method of the daemon and print its result as JSON.",
        discussion: """
            Parameters are KEY=VALUE pairs, one JSON object or array, or - for such a text on standard input. A VALUE \
            that is JSON (a number, true, false, null, an object, an array, a quoted string) is taken as that, anything \
            else as a string. An order ID of digits alone must be quoted twice, or it is a number: orderId='"123"'.

            Examples:
              paylink call getLink orderId=A-1001
              paylink call listLinks '{"status": "active", "limit": 10}'
              paylink call getLink orderId='"123"'
            """
    )

    @Argument(help: "The method's name, such as getLink.")
    var method: String

    @Argument(help: ArgumentHelp("The parameters: KEY=VALUE pairs, one JSON text, or -.", valueName: "parameter"))
    var parameters: [String] = []

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let encoded = try CallParameters.encode(parameters) { try Self.standardInput() }
        try connection.output.json(connection.call(connection.open(), method, encoded))
    }

    /// More than any request may have; the daemon itself takes far less by default.
    private static let inputBytesMax = 64 << 20

    private static func standardInput() throws(UsageError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw UsageError("Standard input can't be read; give the parameters as arguments.")
            }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= inputBytesMax else {
                throw UsageError("The parameters on standard input are longer than \(inputBytesMax) bytes; send less.")
            }
        }
    }
}
