import Glibc
package import SystemPackage

/// A named pipe that a child process reads or writes while the test holds the other end.
package struct NamedPipe: Sendable {
    package let path: FilePath
    private let descriptor: FileDescriptor

    /// Makes the pipe and opens it for reading and writing, so that no open waits for the other end.
    package init(_ path: FilePath) throws {
        guard mkfifo(path.string, 0o600) == 0 else { throw Errno(rawValue: errno) }
        self.path = path
        descriptor = try FileDescriptor.open(path, .readWrite, options: [.closeOnExec])
    }

    /// Writes a text.
    package func write(_ text: String) throws {
        try descriptor.writeAll(text.utf8)
    }

    /// Reads at most 4 KiB; waits until there is something to read.
    package func read() async throws -> String {
        try await BlockingCall.run {
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            return String(decoding: chunk[..<count], as: UTF8.self)
        }
    }

    /// Closes the test's end: a reader gets what is left, and then the end of the file.
    package func close() {
        try? descriptor.close()
    }
}
