import SystemPackage
import TestSupport
import Testing

/// `paylink pipe` and the relay under it.
@Suite(.timeLimit(.minutes(10))) struct PipeTests {
    @Test func `every line is answered, in order, and the last one needs no newline`() async throws {
        let daemon = try ScriptedDaemon { .answer("<\($0)>") }
        defer { daemon.stop() }
        let lines = (0..<20_000).map { "line \($0)" }
        let run = try await ToolRun(["pipe", "--socket", daemon.path], input: lines.joined(separator: "\n"))
        #expect(run.status == 0, "\(run.complaint)")
        #expect(run.output == lines.map { "<\($0)>\n" }.joined())
    }

    @Test func `a line longer than every buffer passes`() async throws {
        let daemon = try ScriptedDaemon { .answer($0) }
        defer { daemon.stop() }
        let line = String(repeating: "x", count: 900_000)
        #expect(try await ToolRun(["pipe", "--socket", daemon.path], input: line).output == line + "\n")
    }

    @Test func `no input is no error`() async throws {
        let daemon = try ScriptedDaemon { .answer($0) }
        defer { daemon.stop() }
        let run = try await ToolRun(["pipe", "--socket", daemon.path])
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
    }

    @Test func `answers come while the input is still open`() async throws {
        let daemon = try ScriptedDaemon { .answer("<\($0)>") }
        defer { daemon.stop() }
        let scratch = try ScratchDirectory()
        let input = try NamedPipe(scratch.path.appending("input"))
        let output = try NamedPipe(scratch.path.appending("output"))
        var launch = ChildProcess.Launch(executable: BuiltProgram.path("paylink"), standardErrorPath: "/dev/null")
        launch.arguments = ["pipe", "--socket", daemon.path]
        launch.standardInputPath = input.path.string
        launch.standardOutputPath = output.path.string
        let tool = try ChildProcess(launch)
        for number in 0..<3 {
            try input.write("\(number)\n")
            #expect(try await output.read() == "<\(number)>\n")
        }
        input.close()
        #expect(try await tool.wait() == .exited(0))
    }

    @Test func `a daemon that breaks off is status 2, and what it said is printed`() async throws {
        let daemon = try ScriptedDaemon { $0 == "2" ? .breakOff("ha") : .answer($0) }
        defer { daemon.stop() }
        let run = try await ToolRun(["pipe", "--socket", daemon.path], input: "1\n2\n3\n")
        #expect(run.status == 2)
        #expect(run.output == "1\nha")
        #expect(run.complaint.hasPrefix("paylink: The daemon closed the connection"))
    }

    /// One that takes a line and does not answer it, and one that takes no more although there is more.
    @Test(arguments: ["1\n", String(repeating: "1\n", count: 1 << 20)])
    func `a daemon that falls silent is given up`(input: String) async throws {
        let daemon = try ScriptedDaemon(accepts: false) { _ in .stayQuiet }
        defer { daemon.stop() }
        let run = try await ToolRun(["pipe", "--timeout", "1", "--socket", daemon.path], input: input)
        #expect(run.status == 2)
        #expect(run.complaint.contains("for 1 s"), "\(run.complaint)")
    }
}
