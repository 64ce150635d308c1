import ArgumentParser
import LinkService
import PaylinkClient

/// `paylink call`: calls any method.
struct Call: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Call any method of the daemon and print its result as JSON.",
        usage: """
            paylink call <method> [<parameter> ...] [<option> ...]
            paylink call <method> --help
            """,
        discussion: """
            Methods, each with a page of its own (paylink call getLink --help):
            \(MethodOverview.text)

            Parameters are KEY=VALUE pairs, one JSON object or array, or - for such a text on standard input. A VALUE \
            that is JSON (a number, true, false, null, an object, an array, a quoted string) is taken as that, anything \
            else as a string; what the method takes as a string, such as an order ID of digits, always is one.

            Examples:
              paylink call getLink orderId=A-1001
              paylink call listLinks '{"status": "active", "limit": 10}'
              paylink call getLink orderId=123
            """,
        // The flag below takes its place: it looks at the method.
        helpNames: []
    )

    @Argument(
        help: "The method's name, such as getLink.",
        completion: .list(MethodDeclaration.all.map(\.name))
    )
    var method: String?

    @Argument(help: ArgumentHelp("The parameters: KEY=VALUE pairs, one JSON text, or -.", valueName: "parameter"))
    var parameters: [String] = []

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    @Flag(name: .shortAndLong, help: "Show this help or, with a method, what it takes and answers.")
    var help = false

    func validate() throws {
        guard method != nil || help else {
            throw ValidationError("Name a method, such as getLink; paylink call --help lists them.")
        }
    }

    func run() throws {
        guard let method else { throw CleanExit.helpRequest(Self.self) }
        if help {
            let appearance = connection.output.appearance
            try connection.output.lines(MethodHelp(of: method, appearance).lines)
        } else {
            try call(method)
        }
    }

    private func call(_ method: String) throws {
        let encoded = try CallParameters.encode(parameters, texts: Self.texts(of: method)) {
            try InputFile(path: "-").bytes(byteCountMax: Self.inputBytesMax)
        }
        do {
            try connection.output.json(connection.call(connection.open(), method, encoded))
        } catch ToolFailure.refused(let error, asJSON: false) {
            // Whoever writes the wire's names reads them too.
            let place = error.parameter.map { "\nThe parameter: \($0)" } ?? ""
            Output.complain("paylink: \(error.message)\(place)")
            throw ToolFailure.ended(.refused)
        }
    }

    /// The parameters of a method that take nothing but a string.
    private static func texts(of method: String) -> Set<String> {
        let parameters = MethodDeclaration.all.first { $0.name == method }?.parameters ?? []
        return Set(
            parameters.lazy.filter { parameter in
                switch parameter.schema {
                case .string, .words: true
                default: false
                }
            }.map(\.name)
        )
    }

    /// More than any request may have; the daemon itself takes far less by default.
    private static let inputBytesMax = 64 << 20
}
