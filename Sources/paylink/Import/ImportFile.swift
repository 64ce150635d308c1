import Glibc
import PaylinkClient

/// The file that a sheet is read from; `-` is standard input.
struct ImportFile {
    let path: String

    /// What messages call it.
    var name: String { path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path }

    private static let byteCountMax = 256 << 20

    /// Reads all of it.
    func bytes() throws(UsageError) -> [UInt8] {
        guard path != "-" else { return try read(from: STDIN_FILENO) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable() }
        defer { close(descriptor) }
        return try read(from: descriptor)
    }

    private func read(from descriptor: CInt) throws(UsageError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable() }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= Self.byteCountMax else {
                throw UsageError("\(name) is longer than \(Self.byteCountMax >> 20) MiB; divide it.")
            }
        }
    }

    private func unreadable() -> UsageError {
        UsageError("\(path) can't be read: \(String(cString: strerror(errno))).")
    }
}
