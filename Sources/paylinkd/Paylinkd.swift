import ArgumentParser
import Glibc
import JSONRPC
import LinkService
import SocketLoop
import Systemd
import UnixServer

/// The payment-link daemon.
@main
struct Paylinkd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paylinkd",
        abstract: "Makes, keeps and answers for payment links on this machine.",
        discussion: """
            Serves JSON-RPC 2.0 on a Unix socket, one JSON text per line. Started by systemd it serves the socket that it \
            is given; started by hand it makes one of its own. With no configuration it serves one site, `default`, whose \
            links are minted here.

            Try it:
              paylinkd --socket /tmp/paylinkd.sock --state-directory /tmp/paylink &
              paylink --socket /tmp/paylinkd.sock generate --order-id A-1 --amount 49.95 --currency EUR \
            --description "Order A-1"
            """,
        version: ProductVersion.text
    )

    @Option(
        help: "The configuration file, in JSON. (default: paylinkd.json in CONFIGURATION_DIRECTORY, if there is one)"
    )
    var config: String?

    @Option(help: "The socket to make when systemd gives none. (default: \(DaemonSettings.socketPath))")
    var socket: String?

    @Option(help: "Where the journal is kept. (default: STATE_DIRECTORY, else \(DaemonSettings.stateDirectory))")
    var stateDirectory: String?

    @Option(
        help: "End after this many seconds without a connection; the next one starts the daemon again through systemd."
    )
    var idleExit: Int?

    @Flag(
        help: """
            Read the configuration, without one of the above that in \(DaemonSettings.configurationDirectory), print what it \
            means or what is wrong, and end with status 0 or 78.
            """
    )
    var checkConfig = false

    func validate() throws {
        if let idleExit, !ConfigurationFile.idleExitRange.contains(idleExit) {
            throw ValidationError(
                "--idle-exit must be \(ConfigurationFile.idleExitRange.lowerBound) to "
                    + "\(ConfigurationFile.idleExitRange.upperBound) seconds."
            )
        }
    }

    static func main() async {
        // Before anything else: signals whose default would kill a daemon that starts or serves. Reload takes SIGHUP.
        for number in [SIGHUP, SIGUSR1, SIGUSR2] { signal(number, SIG_IGN) }
        await main(nil)
    }

    func run() async throws {
        if checkConfig { return try check() }
        var inherited: [ListeningSocket] = []
        do {
            inherited = try Activation.takeListeningSockets().map(ListeningSocket.init(inherited:))
            try await Daemon { () throws(SettingsError) in try DaemonSettings(arguments: self) }.run(on: inherited)
        } catch {
            ServiceManager().notifyFailed(status: "\(error)")
            StandardErrorLog.say(.critical, "\(error)")
            // Who waits for a daemon that served and failed waits for the next one, which begins in a second.
            if error is ServiceFailure { throw ExitCode(StartFailure.passing.rawValue) }
            for socket in inherited { socket.refuseWaiting(.notStarted()) }
            throw ExitCode(FailedStarts().note(StartFailure(error)).rawValue)
        }
    }

    private func check() throws {
        do throws(SettingsError) {
            print(try DaemonSettings(arguments: self).report)
        } catch {
            StandardErrorLog.say(.critical, "\(error)")
            throw ExitCode(StartFailure.configuration.rawValue)
        }
    }
}
