import ArgumentParser
import JSON
import LinkService
import PaylinkClient

/// What every command that talks to the daemon takes.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The daemon's socket. (default: PAYLINK_SOCKET, else \(SocketPath.standard))",
            valueName: "path"
        )
    )
    var socket: String?

    @Flag(help: "Print JSON: on one line, or indented on a terminal.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "How long to wait for the daemon; 0 waits for ever. (default: \(Connection.timeoutSeconds), of wait: 0)",
            valueName: "seconds"
        )
    )
    var timeout: Int64?

    func validate() throws {
        guard (0...86_400).contains(timeout ?? 0) else { throw ValidationError("--timeout is 0 to 86400 seconds.") }
    }

    /// The time-out, if there is one.
    var timeoutSeconds: Int64? { timeout == 0 ? nil : timeout ?? Connection.timeoutSeconds }

    /// The same daemon with the standard time-out, for a command to which `--timeout` is something else.
    var withStandardTimeout: ConnectionOptions {
        var options = self
        options.timeout = nil
        return options
    }

    /// Standard output as this call wants it.
    var output: Output { Output(asJSON: json) }

    /// Connects to the daemon.
    func open() throws(ToolFailure) -> Connection {
        do throws(ClientError) {
            return try Connection(path: SocketPath.resolve(given: socket), timeoutSeconds: timeoutSeconds)
        } catch {
            throw .notReached(error)
        }
    }

    /// Calls a method and returns its result.
    func call(_ connection: Connection, _ method: String, _ parameters: [UInt8]?) throws(ToolFailure) -> JSONValue {
        let reply = try reply(connection, method, parameters)
        do throws(RemoteError) {
            return try reply.get()
        } catch {
            throw .refused(error, asJSON: json)
        }
    }

    /// Tells people what the daemon says beside a link; JSON has it as it is.
    func tellWarnings(of link: JSONValue) {
        guard !json, let warnings = link["warnings"] else { return }
        for warning in warnings.elements.compactMap(\.string) {
            Output.complain(RefusalText.words(warning, made: link).printable)
        }
    }

    /// Calls a method and returns what was answered: a result that is one of the method's, or a refusal.
    ///
    /// Another program behind the socket may speak JSON-RPC too; its result is not to be taken for an empty one of ours.
    func reply(_ connection: Connection, _ method: String, _ parameters: [UInt8]?) throws(ToolFailure) -> Reply {
        let reply: Reply
        do throws(ClientError) {
            reply = try connection.call(method: method, parameters: parameters)
        } catch {
            throw .notReached(error)
        }
        guard case .result(let result) = reply,
            let declared = MethodDeclaration.all.first(where: { $0.name == method }),
            !declared.result.recognizes(result)
        else { return reply }
        throw .notReached(.invalidAnswer("It is no result of \(method)."))
    }

    /// Connects, calls a method with the members that the closure writes, and returns its result.
    func call(_ method: String, _ members: (inout JSONWriter) -> Void) throws(ToolFailure) -> JSONValue {
        try call(open(), method, members)
    }

    /// Calls a method with the members that the closure writes, and returns its result.
    func call(
        _ connection: Connection,
        _ method: String,
        _ members: (inout JSONWriter) -> Void
    ) throws(ToolFailure) -> JSONValue {
        var writer = JSONWriter()
        writer.object(members)
        return try call(connection, method, writer.bytes)
    }
}
