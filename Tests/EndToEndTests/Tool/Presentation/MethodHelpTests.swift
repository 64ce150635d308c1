import JSON
import PaylinkClient
import TestSupport
import Testing

/// The help of `paylink call`, held against what the daemon says of itself.
@Suite struct MethodHelpTests {
    private static let columnCountMax = 80

    /// A daemon's description of itself, as the tool prints it.
    private func methods(_ daemon: DaemonProcess) async throws -> [JSONValue] {
        let run = try await ToolRun(["discover", "--socket", daemon.place.socketPath])
        try #require(run.status == 0, "\(run.complaint)")
        let document = try JSONDocument(parsing: Array(run.output.utf8)).root
        return Array(try #require(document["methods"]).elements)
    }

    /// Help is asked for where no daemon is.
    private func help(_ arguments: String..., columnCount: Int? = nil) async throws -> String {
        var environment = ["PAYLINK_SOCKET": "/nowhere"]
        if let columnCount { environment["COLUMNS"] = "\(columnCount)" }
        let run = try await ToolRun(["call"] + arguments, environment: environment)
        try #require(run.status == 0, "\(run.complaint)")
        #expect(run.complaint.isEmpty)
        return run.output
    }

    @Test(.timeLimit(.minutes(10))) func `every method is in the overview and has a page with all that it declares`()
        async throws
    {
        let daemon = try await DaemonProcess.start(in: DaemonPlace())
        let overview = try await help("--help")
        let methods = try await methods(daemon)
        #expect(methods.count > 5)
        #expect(overview.lines(longerThan: Self.columnCountMax).isEmpty)
        for method in methods {
            let name = try #require(method["name"]?.string)
            let page = try await help(name, "--help")
            #expect(overview.contains("\n  \(name) "), "\(name)")
            #expect(overview.flowing.contains(try #require(method["summary"]?.string)), "\(name)")
            let flowing = page.flowing
            let missing = Self.phrases(of: method).filter { !flowing.contains($0) }
            #expect(missing.isEmpty, "\(name)")
            #expect(page.lines(longerThan: Self.columnCountMax).isEmpty, "\(name)")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `the daemon accepts every example that help does not call refused`() async throws {
        let daemon = try await DaemonProcess.start(in: DaemonPlace())
        let environment = [
            "PAYLINK_SOCKET": daemon.place.socketPath,
            "PATH": "\(BuiltProgram.folder):/usr/bin:/bin",
        ]
        // The overview tells how to write an order ID of digits alone.
        let made = try #require(try await daemon.place.client().generate("123").link)
        var commands: [HelpExample] = []
        for method in try await methods(daemon) {
            let page = try await help(try #require(method["name"]?.string), "--help")
            let examples = page.commands
            #expect(!examples.isEmpty, "\(page)")
            commands += examples
        }
        commands += try await help("--help").commands
        // The URL that help shows stands for any: no daemon draws the same twice.
        let shownToken = "8tecvb4zywttp9wagjx6t70q1ktw261w"
        let token = made.url.split(separator: "/").last ?? ""
        for shown in commands {
            let command = shown.command.replacing("https://default.example/pay/\(shownToken)", with: made.url)
                .replacing(shownToken, with: token)
            let run = try await ToolRun(["-c", command], environment: environment, program: "/bin/sh")
            #expect(run.status == (shown.isRefused ? 1 : 0), "\(command)\n\(run.complaint)")
        }
    }

    @Test(arguments: [
        ["call", "getLink", "-h"], ["call", "-h", "getLink", "orderId=A"], ["call", "--help", "getLink"],
    ])
    func `the flag may stand anywhere, and nothing is called`(arguments: [String]) async throws {
        let run = try await ToolRun(arguments, environment: ["PAYLINK_SOCKET": "/nowhere"])
        #expect(run.status == 0)
        #expect(run.output == (try await help("getLink", "--help")))
    }

    @Test func `the overview is the same whatever way it is asked for`() async throws {
        let run = try await ToolRun(["help", "call"])
        #expect(run.status == 0)
        #expect(run.output == (try await help("--help")))
    }

    @Test func `help for a method that is not there names those that are`() async throws {
        let run = try await ToolRun(["call", "NOPE", "--help"], environment: ["PAYLINK_SOCKET": "/nowhere"])
        #expect(run.status == 3)
        #expect(run.output.isEmpty)
        #expect(run.complaint.hasPrefix("paylink: There is no method \"NOPE\". The methods are generateLink, "))
    }

    @Test(arguments: [30, 50, 70]) func `a narrow terminal gets narrow pages`(columnCount: Int) async throws {
        let page = try await help("getLink", "--help", columnCount: columnCount)
        #expect(page.lines(longerThan: columnCount).isEmpty)
    }

    /// What a method's page has to say.
    private static func phrases(of method: JSONValue) -> [String] {
        var phrases = ["OVERVIEW: \(method.text("summary"))"]
        for parameter in method.items("params") {
            let mark = parameter["required"]?.bool == true ? "(required) " : ""
            phrases.append("\(parameter.text("name")) \(mark)\(parameter.text("description")) Must be ")
            guard let members = parameter["schema"]?["properties"]?.members else { continue }
            for (name, member) in members { phrases.append("\(name) \(member.text("description"))") }
        }
        for error in method.items("errors") {
            let kind = error["data"]?.text("kind") ?? ""
            phrases.append("\(kind) \(error.text("message")) (\(error["code"]?.integer ?? 0)")
        }
        return phrases
    }
}

extension JSONValue {
    fileprivate func text(_ name: String) -> String {
        self[name]?.string ?? "(\(name) is missing)"
    }

    fileprivate func items(_ name: String) -> [JSONValue] {
        self[name].map { Array($0.elements) } ?? []
    }
}

extension String {
    /// The text as if no line had ended and nothing were in columns.
    fileprivate var flowing: String {
        split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    fileprivate func lines(longerThan columnCount: Int) -> [Substring] {
        split(separator: "\n").filter { $0.count > columnCount }
    }

    /// The commands under the heading of the examples, each with the lines that go on with it.
    fileprivate var commands: [HelpExample] {
        var commands: [HelpExample] = []
        var isExample = false
        var isRefused = false
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line.lowercased() == "examples:" {
                isExample = true
            } else if isExample, line.isEmpty {
                isExample = false
            } else if isExample, line.drop(while: { $0 == " " }).hasPrefix("paylink ") {
                commands.append(HelpExample(command: String(line), isRefused: isRefused))
            } else if line.hasSuffix(":") {
                isRefused = line.hasSuffix(" (refused):")
            } else if isExample, let last = commands.indices.last {
                commands[last].command += "\n\(line)"
            }
        }
        return commands
    }
}

/// A command that help shows, and whether help says that it is refused.
private struct HelpExample {
    var command: String
    let isRefused: Bool
}
