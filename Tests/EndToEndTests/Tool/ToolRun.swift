import Foundation
import TestSupport

/// One run of the `paylink` executable, to its end.
struct ToolRun {
    let status: Int32
    let output: String
    let complaint: String

    /// Runs the tool beside the test bundle; its output goes through files, so that no pipe can fill up.
    init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
        let scratch = try ScratchDirectory()
        let process = Process()
        process.executableURL = Self.executable("paylink")
        process.arguments = arguments
        process.environment = environment
        process.standardInput = try Self.file(scratch, "input", Data(input.utf8))
        process.standardOutput = try Self.file(scratch, "output", Data())
        process.standardError = try Self.file(scratch, "complaint", Data())
        try process.run()
        process.waitUntilExit()
        status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        output = try Self.text(scratch, "output")
        complaint = try Self.text(scratch, "complaint")
    }

    /// The executable of this name beside the test bundle.
    static func executable(_ name: String) -> URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(name)
    }

    private static func file(_ scratch: ScratchDirectory, _ name: String, _ content: Data) throws -> FileHandle {
        let url = URL(fileURLWithPath: "\(scratch.path)/\(name)")
        try content.write(to: url)
        return try FileHandle(forUpdating: url)
    }

    private static func text(_ scratch: ScratchDirectory, _ name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: "\(scratch.path)/\(name)"), encoding: .utf8)
    }
}
