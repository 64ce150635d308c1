import Glibc
package import SystemPackage

/// A named pipe that a child process reads or writes while the test holds the other end.
package struct NamedPipe: Sendable {
    package let path: FilePath
    private let descriptor: FileDescriptor

    /// Makes the pipe and opens it both ways, so that neither side waits for the other's open.
    package init(_ path: FilePath) throws {
        guard mkfifo(path.string, 0o600) == 0 else { throw Errno(rawValue: errno) }
        self.path = path
        descriptor = try FileDescriptor.open(path, .readWrite, options: [.closeOnExec])
    }

    /// Writes a text.
    package func write(_ text: String) throws {
        try descriptor.writeAll(text.utf8)
    }

    /// What is there to read, at most 4 KiB; waits until there is something.
    package func read() async throws -> String {
        try await onOwnThread {
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
            return String(decoding: chunk[..<count], as: UTF8.self)
        }
    }

    /// Ends the test's side: a reader gets what is left, and then the end.
    package func close() {
        try? descriptor.close()
    }
}
