import FoundationEssentials
import SystemPackage
import TestSupport

/// One run of the `paylink` executable, or of another program, to its end.
struct ToolRun {
    /// The exit status; minus the signal's number if one ended it.
    let status: Int32
    let output: String
    let complaint: String

    /// Runs the tool beside the test bundle, or what is named; its output goes through files, so that no pipe can fill up.
    init(
        _ arguments: [String],
        input: String = "",
        output outputPath: String? = nil,
        environment: [String: String] = [:],
        program: String = BuiltProgram.path("paylink")
    ) async throws {
        let scratch = try ScratchDirectory()
        let inputPath = scratch.path.appending("input")
        let complaintPath = scratch.path.appending("complaint")
        let outputPath = outputPath.map { FilePath($0) } ?? scratch.path.appending("output")
        try Data(input.utf8).write(to: URL(filePath: inputPath.string))
        var launch = ChildProcess.Launch(
            executable: program,
            standardErrorPath: complaintPath.string
        )
        launch.arguments = arguments
        launch.environment = environment
        launch.inheritsEnvironment = false
        launch.standardInputPath = inputPath.string
        launch.standardOutputPath = outputPath.string
        switch try await ChildProcess(launch).wait() {
        case .exited(let status): self.status = status
        case .signalled(let signal): status = -signal
        }
        output = try Self.text(outputPath)
        complaint = try Self.text(complaintPath)
    }

    private static func text(_ path: FilePath) throws -> String {
        // Of a device there is nothing to read.
        guard !path.starts(with: "/dev") else { return "" }
        return String(decoding: try path.wholeFile(), as: UTF8.self)
    }
}
