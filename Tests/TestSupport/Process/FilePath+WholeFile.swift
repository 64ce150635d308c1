package import SystemPackage

extension FilePath {
    /// The bytes of the whole file.
    ///
    /// Foundation's readers leak a buffer for each empty file, which the leak checker would count as ours.
    package func wholeFile() throws -> [UInt8] {
        let file = try FileDescriptor.open(self, .readOnly)
        return try file.closeAfter {
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 64 << 10)
            while case let count = try chunk.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
                bytes += chunk[..<count]
            }
            return bytes
        }
    }
}
