import Glibc
import JSON
import PaylinkClient
import SystemPackage
import TestSupport
import Testing

/// `paylink events` against the daemon.
@Suite(.timeLimit(.minutes(10))) struct EventsTests {
    /// A daemon with three events: A-1 and A-2 are made, A-1 is cancelled.
    private func story() async throws -> DaemonProcess {
        let daemon = try await DaemonProcess.start(in: DaemonPlace())
        let client = daemon.place.client()
        for order in ["A-1", "A-2"] { #expect(try await client.generate(order).link != nil) }
        #expect(try await client.link("cancelLink", #"{"orderId":"A-1","reason":"Not wanted"}"#).link != nil)
        return daemon
    }

    private func events(_ daemon: DaemonProcess, _ arguments: String...) async throws -> ToolRun {
        try await ToolRun(["events", "--socket", daemon.place.socketPath] + arguments)
    }

    @Test func `a line for each event, with what is known of it`() async throws {
        let daemon = try await story()
        let run = try await events(daemon)
        #expect(run.status == 0 && run.complaint.isEmpty, "\(run.complaint)")
        let words = run.output.split(separator: "\n").map { $0.split(separator: "  ").map(String.init) }
        #expect(words.map { $0.first } == ["1", "2", "3"])
        #expect(words.map { $0.dropFirst(3).first } == ["linkGenerated", "linkGenerated", "linkCancelled"])
        #expect(words.map { $0.dropFirst(4).first } == ["default/A-1", "default/A-2", "default/A-1"])
        #expect(words.last?.last == "reason=Not wanted")
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `as JSON, each event as it was answered`() async throws {
        let daemon = try await story()
        let answer = try await daemon.place.client().call("listEvents", #"{"after":0}"#).get()
        let lines = answer["events"]?.elements.map { String(decoding: $0.rawBytes, as: UTF8.self) + "\n" } ?? []
        let run = try await events(daemon, "--json")
        #expect(lines.count == 3)
        #expect(run.output == lines.joined())
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `only what comes after a number, of some types, of a site`() async throws {
        let daemon = try await story()
        func numbers(_ arguments: String...) async throws -> [String] {
            let run = try await ToolRun(["events", "--socket", daemon.place.socketPath] + arguments)
            #expect(run.status == 0, "\(arguments): \(run.complaint)")
            return run.output.split(separator: "\n").map { String($0.prefix(1)) }
        }
        #expect(try await numbers("--after", "1") == ["2", "3"])
        #expect(try await numbers("--after", "now").isEmpty)
        #expect(try await numbers("--type", "linkCancelled") == ["3"])
        #expect(try await numbers("--type", "linkCancelled", "--type", "linkGenerated", "--after", "1") == ["2", "3"])
        #expect(try await numbers("--site", "default") == ["1", "2", "3"])
        #expect(try await events(daemon, "--after", "99").status == 1)
        #expect(try await events(daemon, "--after", "yesterday").status == 3)
        #expect(try await events(daemon, "--type", "paid").status == 1)
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `more than a page is walked to its end`() async throws {
        let daemon = try await DaemonProcess.start(in: DaemonPlace())
        let rows = (0..<1500).map { generateParameters("R-\($0)") }.joined(separator: ",")
        _ = try await daemon.place.client().call("generateLinks", #"{"links":[\#(rows)]}"#).get()
        let run = try await events(daemon)
        let numbers: [Substring] = run.output.split(separator: "\n").map { line in line.prefix { $0 != " " } }
        let expected: [Substring] = (1...1500).map { number in "\(number)" }
        #expect(numbers == expected)
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test(arguments: [("3", 2), ("60", 20)])
    func `who follows waits no longer for events than for the daemon`(timeout: String, seconds: Int) async throws {
        let daemon = try ScriptedDaemon { line in
            let error = #"{"code":-32004,"message":"No.","data":{"kind":"notAllowed","retryable":false}}"#
            if line.contains("getServiceStatus") { return .answer(#"{"jsonrpc":"2.0","id":1,"error":\#(error)}"#) }
            // What ends the tool.
            if line.contains("waitSeconds") { return .answer(#"{"jsonrpc":"2.0","id":2,"error":\#(error)}"#) }
            return .answer(#"{"jsonrpc":"2.0","id":1,"result":{"events":[],"seq":1}}"#)
        }
        defer { daemon.stop() }
        let run = try await ToolRun(["events", "--follow", "--timeout", timeout, "--socket", daemon.path])
        #expect(run.status == 1)
        #expect(daemon.lines.last?.contains(#""waitSeconds":\#(seconds)"#) == true, "\(daemon.lines)")
    }

    @Test func `who follows a daemon that was never there is told so`() async throws {
        let run = try await ToolRun(["events", "--follow", "--socket", "/nowhere/s"])
        #expect(run.status == 2)
    }

    @Test(arguments: [SIGTERM, SIGKILL])
    func `following goes on over restarts, without a gap`(signal: Int32) async throws {
        let place = try DaemonPlace()
        var daemon = try await DaemonProcess.start(in: place)
        #expect(try await place.client().generate("A-0").link != nil)
        let output = try NamedPipe(FilePath("\(place.directory)/output"))
        defer { output.close() }
        var launch = ChildProcess.Launch(
            executable: BuiltProgram.path("paylink"),
            standardErrorPath: "\(place.directory)/complaint"
        )
        launch.arguments = ["events", "--follow", "--json", "--socket", place.socketPath]
        launch.standardOutputPath = output.path.string
        let tool = try ChildProcess(launch)
        var text = ""
        for round in 1...3 {
            // All that has happened so far is read, also what was made before the tool was back.
            while text.count(where: { $0 == "\n" }) < round { text += try await output.read() }
            daemon.child.kill(signal)
            let status = try await daemon.child.wait()
            #expect(status == (signal == SIGTERM ? .exited(0) : .signalled(SIGKILL)))
            daemon = try await DaemonProcess.start(in: place)
            #expect(try await place.client().generate("A-\(round)").link != nil)
        }
        while text.count(where: { $0 == "\n" }) < 4 { text += try await output.read() }
        let seen = try text.split(separator: "\n").map { line in
            let event = try JSONDocument(parsing: Array(line.utf8)).root
            return "\(event["seq"]?.integer ?? 0) \(event["orderId"]?.string ?? "")"
        }
        #expect(seen == (0...3).map { "\($0 + 1) A-\($0)" })
        #expect(tool.exitStatus == nil, "\(tool.standardError)")
        // Not SIGTERM: the tool inherits what the test's own threads block.
        tool.kill(SIGKILL)
        #expect(try await tool.wait() == .signalled(SIGKILL))
        #expect(try await daemon.terminate() == .exited(0))
    }
}
