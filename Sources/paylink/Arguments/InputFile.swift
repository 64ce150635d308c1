import Glibc

/// A file that is read to its end; `-` is standard input.
struct InputFile {
    let path: String

    /// What messages call it.
    var name: String { isStandardInput ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path }

    private var isStandardInput: Bool { path == "-" }

    /// Reads all of it; one that is longer than `byteCountMax` is refused.
    func bytes(byteCountMax: Int) throws(UsageError) -> [UInt8] {
        let descriptor = isStandardInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable() }
        defer { if !isStandardInput { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable() }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= byteCountMax else {
                throw UsageError("\(name) is longer than \(byteCountMax >> 20) MiB; divide it.")
            }
        }
    }

    private func unreadable() -> UsageError {
        UsageError("\(isStandardInput ? name : path) can't be read: \(String(cString: strerror(errno))).")
    }
}
