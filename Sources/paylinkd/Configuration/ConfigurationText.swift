import Glibc

/// The bytes of a configuration file, with its path.
struct ConfigurationText {
    let path: String
    let bytes: [UInt8]

    private static let byteCountMax = 1 << 20

    /// Reads a file.
    ///
    /// - Throws: `SettingsError`, also for a directory, and for a symbolic link to nothing.
    init(path: String) throws(SettingsError) {
        self.path = path
        bytes = try Self.read(path)
        guard bytes.contains(where: { !" \t\r\n".utf8.contains($0) }) else {
            throw .unreadable(path, "it is empty; write {} for the defaults")
        }
    }

    /// The position of a byte for a person: `line 3, column 12`, both from 1, in characters.
    func position(of offset: Int) -> String {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
        return "line \(line), column \(column)"
    }

    /// Reads a regular file: to open a pipe would wait for its writer, and a device may have no end.
    private static func read(_ path: String) throws(SettingsError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path, "it is no regular file; name the file itself")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= byteCountMax {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw unreadable(path, errno) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
        throw .unreadable(path, "it is larger than \(byteCountMax) bytes")
    }

    private static func unreadable(_ path: String, _ error: Int32) -> SettingsError {
        let reason = String(cString: strerror(error)).lowercased()
        guard error == EACCES else { return .unreadable(path, reason) }
        return .unreadable(path, "\(reason); \(PermissionAdvice.sentence(on: path))")
    }
}
