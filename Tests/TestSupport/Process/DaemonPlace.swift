import FoundationEssentials
import Glibc
import SystemPackage

/// Everything one daemon has on disk, in a directory of its own: the socket, the journal, what it says.
package final class DaemonPlace: Sendable {
    package let socketPath: String
    package let stateDirectory: String
    package let standardErrorPath: String
    /// Where further files of the test may go.
    package let directory: String

    private let scratch: ScratchDirectory

    /// An empty place.
    ///
    /// - Parameters:
    ///   - stateDirectory: Where the journal is, if not here.
    ///   - socketPath: Where the socket is, if not here.
    /// - Throws: Why there is no room for it.
    package init(stateDirectory: String? = nil, socketPath: String? = nil) throws {
        let scratch = try ScratchDirectory()
        let directory = scratch.path.string
        self.scratch = scratch
        self.directory = directory
        self.socketPath = socketPath ?? "\(directory)/s"
        standardErrorPath = "\(directory)/stderr"
        self.stateDirectory = stateDirectory ?? "\(directory)/state"
    }

    /// The journal's file.
    package var journalPath: String { "\(stateDirectory)/journal.jsonl" }

    /// The journal's lines that are complete, with the header.
    package func journalLines() throws -> [String] {
        let text = String(decoding: try Data(contentsOf: URL(filePath: journalPath)), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    /// Writes a file here and returns its path.
    package func write(_ text: String, to name: String) throws -> String {
        let path = "\(directory)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// A client of the daemon that serves here.
    package func client() -> LineClient {
        LineClient(path: socketPath)
    }
}

/// The programs that were built beside the tests.
package enum BuiltProgram {
    /// The directory of the test's own executable.
    package static var folder: String {
        let own = CommandLine.arguments.first ?? ""
        return own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
    }

    /// Where a program is.
    package static func path(_ name: String) -> String {
        "\(folder)/\(name)"
    }
}
