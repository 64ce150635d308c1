import FoundationEssentials
import Glibc
import SystemPackage

/// The files of one daemon, in a directory of their own: socket, journal, standard error.
package final class DaemonPlace: Sendable {
    package let socketPath: String
    package let stateDirectory: String
    package let standardErrorPath: String
    /// The directory itself, also for further files of the test.
    package let directory: String

    private let scratch: ScratchDirectory

    /// Makes an empty directory.
    ///
    /// - Parameters:
    ///   - stateDirectory: The journal's directory, if not here.
    ///   - socketPath: The socket's path, if not here.
    /// - Throws: Why the directory could not be made.
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

    /// Writes a program here and returns its path.
    ///
    /// Another process writes the file: while a child that some other test has just forked still has a descriptor of ours,
    /// a program that we had open for writing can't be started (`ETXTBSY`).
    package func writeProgram(_ script: String, to name: String) throws -> String {
        let text = try write(script, to: "\(name).text")
        let path = "\(directory)/\(name)"
        guard system("install -m 0755 '\(text)' '\(path)'") == 0 else { throw Errno.ioError }
        return path
    }

    /// A new client of the daemon's socket.
    package func client() -> LineClient {
        LineClient(path: socketPath)
    }
}

/// The programs that are built with the tests.
package enum BuiltProgram {
    /// The directory of the test executable.
    package static var folder: String {
        let own = CommandLine.arguments.first ?? ""
        return own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
    }

    /// The path of a program.
    package static func path(_ name: String) -> String {
        "\(folder)/\(name)"
    }
}
